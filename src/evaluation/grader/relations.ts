import type { Split } from './layout.ts';
import { isEnclosed, textOf } from './layout.ts';
import { isGreek } from './letters.ts';
import { Unreadable, type Effort } from './limits.ts';
import { addQuotients, atomsOf, negateQuotient, type Quotient } from './quotient.ts';
import { NotMaths, operation } from './syntax.ts';
import type { Token } from './tokens.ts';
import type { Scalar, Value } from './value.ts';

type Read = (tokens: readonly Token[]) => Value;

const LABELS = new Set(['angle', 'triangle', 'overline', 'vec', 'mathbb', 'mathcal']);

/** x, x_1, f(x), f(3), AB, "Area": what stands in front of "=" to say what is being given. */
function isName(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (!first || tokens.length > 8) return false;
  const isLetters = tokens.every(({ kind, text }) => {
    if (kind === 'word') return text !== 'i' && text !== 'e';
    if (kind === 'command') return isGreek(text) || LABELS.has(text);
    return kind === 'symbol' && '(){},'.includes(text);
  });
  if (isLetters && tokens.some(({ kind }) => kind === 'word' || kind === 'command')) return true;
  // f(3) is a value of f; x(3) may be a product.
  const isCall = /^[fghpqFGHPQ]$/.test(first.text) && tokens[1]?.text === '(' && isEnclosed(tokens.slice(1));
  if (isCall) return true;
  const isVariable = first.kind === 'word' || (first.kind === 'command' && isGreek(first.text));
  return (
    isVariable &&
    tokens[1]?.text === '_' &&
    (tokens.length === 3 || (tokens[2]?.text === '{' && tokens.at(-1)?.text === '}'))
  );
}

function variablesOf({ exact }: Scalar): readonly string[] {
  return atomsOf(exact).map(({ key }) => key);
}

function nameOfVariable(value: Value): string | undefined {
  return value.kind === 'scalar' && value.node.kind === 'symbol' ? value.node.name : undefined;
}

function isConstant(value: Value): boolean {
  if (value.kind === 'infinity') return true;
  return (
    value.kind === 'scalar' &&
    atomsOf(value.exact).every(({ kind, key }) => kind !== 'symbol' || key === 'pi' || key === 'e')
  );
}

/** Drops the approximation of an exact value: "10π ≈ 31.4" says 10π; "x ≈ 3" says 3. */
function dropApproximations({ parts, separators }: Split): Split {
  const at = separators.findIndex(({ text }) => text === '~');
  if (at < 0) return { parts, separators };
  const before = parts.slice(0, at + 1);
  const isIntroduced = at === 0 && (before[0]?.length === 0 || isName(before[0] ?? []));
  if (!isIntroduced) return { parts: before, separators: separators.slice(0, at) };
  return {
    parts: before[0]?.length === 0 ? parts.slice(1) : parts,
    separators: separators.slice(before[0]?.length === 0 ? 1 : 0),
  };
}

function name(tokens: readonly Token[], value: Value, read: Read): Value {
  const left = read(tokens);
  const text = textOf(tokens);
  const variable = nameOfVariable(left);
  // "x = 2x - 4" does not say what x is.
  if (variable !== undefined && value.kind === 'scalar' && variablesOf(value).includes(variable))
    return { kind: 'equation', sides: [left, value] };
  const named = (item: Value): Value => ({
    kind: 'named',
    name: text,
    value: item,
    left: left.kind === 'scalar' ? left : undefined,
  });
  return value.kind === 'list' ? { kind: 'list', items: value.items.map(named) } : named(value);
}

function readEquation(parts: readonly (readonly Token[])[], read: Read): Value {
  const [first = [], ...others] = parts;
  const last = parts.at(-1) ?? [];
  const chain = (sides: readonly (readonly Token[])[]): Value => {
    const values = sides.map(read);
    const [only] = values;
    return only && values.length === 1 ? only : { kind: 'equation', sides: values };
  };
  if (isName(first)) return name(first, chain(others), read);
  if (parts.length === 2 && isName(last)) return name(last, read(first), read);
  return chain(parts);
}

function subtract(a: Quotient, b: Quotient, effort: Effort): Quotient {
  return addQuotients(a, negateQuotient(b), effort);
}

/** Bounds of one variable are an interval; other inequalities are differences from 0. */
function readOrder({ parts, separators }: Split, read: Read, effort: Effort): Value {
  const isDescending = separators.every(({ text }) => text.startsWith('>'));
  if (!isDescending && separators.some(({ text }) => !text.startsWith('<'))) throw new NotMaths('mixed relations');
  const ascending = <T>(items: readonly T[]): readonly T[] => (isDescending ? items.toReversed() : items);
  const sides = ascending(parts.map(read));
  const strict = ascending(separators).map(({ text }) => text.length === 1);
  const at = sides.findIndex((side) => nameOfVariable(side) !== undefined && !isConstant(side));
  const variable = sides[at];
  const [low, high] = [sides[at - 1], sides[at + 1]];
  const bounds = [low, high].filter((bound) => bound !== undefined);
  if (variable && sides.length === bounds.length + 1 && bounds.every(isConstant)) {
    const interval: Value = {
      kind: 'tuple',
      open: low && strict[at - 1] === false ? '[' : '(',
      close: high && strict[at] === false ? ']' : ')',
      items: [low ?? { kind: 'infinity', isNegative: true }, high ?? { kind: 'infinity', isNegative: false }],
    };
    return { kind: 'named', name: nameOfVariable(variable)?.toLowerCase() ?? '', value: interval };
  }
  const [left, right] = sides;
  if (sides.length !== 2 || left?.kind !== 'scalar' || right?.kind !== 'scalar')
    throw new NotMaths('such an inequality');
  const difference = {
    ...right,
    node: operation('-', right.node, left.node),
    exact: subtract(right.exact, left.exact, effort),
  };
  return { kind: 'order', isStrict: strict[0] === true, difference };
}

/** What stands between relation signs. */
export function readRelation(split: Split, read: Read, effort: Effort): Value {
  const exact = dropApproximations(split);
  const { parts, separators } = exact;
  if (parts.some((part) => part.length === 0)) throw new Unreadable('a side is missing');
  const [only = []] = parts;
  if (separators.length === 0) return read(only);
  if (separators.every(({ text }) => text === '=' || text === '~')) return readEquation(parts, read);
  const [first, second] = parts;
  if (separators.length === 1 && separators[0]?.text === 'in' && first && second)
    return name(first, read(second), read);
  if (separators.some(({ text }) => !/^[<>]=?$/.test(text))) throw new NotMaths('mixed relations');
  return readOrder(exact, read, effort);
}
