import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';

/** The longest templates of public models have 20,000 characters. */
const LONGEST_TEMPLATE = 200_000;
/** Expressions and statements evaluated, and elements of lists, which are there to be looped over: one message takes some hundreds. */
const MOST_STEPS = 20_000;
/** Characters of any value, those in lists and objects included. */
const LARGEST_VALUE = 500_000;
const LONGEST_RANGE = 1000;

type Value = ReturnType<Interpreter['evaluate']>;

class TemplateLimit extends Error {}

/** What a value would take written out. A list that holds another twice counts it twice, as writing it would. */
class Weights {
  readonly #known = new WeakMap<Value, number>();

  of(value: Value): number {
    const content: unknown = value.value;
    if (typeof content === 'string') return content.length;
    if (typeof content === 'number' && Math.abs(content) > LARGEST_VALUE) return Infinity;
    if (!Array.isArray(content) && !(content instanceof Map)) return 1;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    let weight = 1;
    for (const part of content.values() as Iterable<Value>) weight += this.of(part);
    this.#known.set(value, weight);
    return weight;
  }
}

/** An interpreter that gives up on templates that would run or write without end. */
class BoundedInterpreter extends Interpreter {
  #steps = 0;
  readonly #weights = new Weights();

  override evaluate(...given: Parameters<Interpreter['evaluate']>): Value {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) throw new TemplateLimit(`it takes more than ${MOST_STEPS} steps`);
    const value = super.evaluate(...given);
    if (Array.isArray(value.value)) this.#steps += value.value.length;
    if (this.#weights.of(value) > LARGEST_VALUE)
      throw new TemplateLimit(`it makes a value of more than ${LARGEST_VALUE} characters`);
    return value;
  }
}

function boundedRange(first: number, last?: number, step = 1): number[] {
  const [from, to] = last === undefined ? [0, first] : [first, last];
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!(length <= LONGEST_RANGE)) throw new TemplateLimit(`it asks for a range of more than ${LONGEST_RANGE} numbers`);
  return Array.from({ length }, (_, index) => from + index * step);
}

/**
 * What templates find beside the messages. There is no `strftime_now`: a prompt with today's date would be another one
 * tomorrow; templates that know it have a date to fall back on.
 */
function globals(): Environment {
  const environment = new Environment();
  const named: Readonly<Record<string, unknown>> = {
    true: true,
    True: true,
    false: false,
    False: false,
    none: null,
    None: null,
    range: boundedRange,
    raise_exception: (message: string) => {
      throw new Error(message);
    },
  };
  for (const [name, value] of Object.entries(named)) environment.set(name, value);
  return environment;
}

/**
 * Renders a Jinja template from a file that nobody vouches for, within bounds of time and size. Throws whatever is wrong
 * with it.
 */
export function renderBounded(template: string, variables: Readonly<Record<string, unknown>>): string {
  if (template.length > LONGEST_TEMPLATE) throw new TemplateLimit(`it has more than ${LONGEST_TEMPLATE} characters`);
  const program = parse(tokenize(template, { lstrip_blocks: true, trim_blocks: true }));
  const environment = globals();
  for (const [name, value] of Object.entries(variables)) environment.set(name, value);
  const { value } = new BoundedInterpreter(environment).run(program);
  return typeof value === 'string' ? value : '';
}
