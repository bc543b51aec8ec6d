import { checkSettings } from '../../src/control/settings.ts';
import { findStrategy } from '../../src/control/strategies/index.ts';
import { parseCommandLine } from '../../cli/arguments.ts';
import { UsageError } from '../../cli/failure.ts';
import { SMALL, type SyntheticShape } from '../../src/testing/synthetic/shape.ts';

export interface EngineBenchOptions {
  readonly engine: 'wasm' | 'webgpu';
  /** An embedded model, or the shape of a synthetic one. */
  readonly model: { readonly embedded: string } | { readonly synthetic: Partial<SyntheticShape> };
  readonly strategies: readonly string[];
  readonly blocks: number;
  readonly tokens: number;
  /** Least time that a turn measures. */
  readonly milliseconds: number;
  /** After so many the bench ends with the turns that it has. */
  readonly minutes: number;
  readonly json: boolean;
}

/** Software WebGPU takes a fifth of a second for a token. */
const TOKENS = { wasm: 32, webgpu: 8 } as const;

const HELP = `npm run bench -- engine [--engine wasm|webgpu] [--model ponder | --synthetic SHAPE] [options]

Our engine, a plain onnxruntime loop and transformers.js decode the same model in one page, in turns.

  --synthetic SHAPE   a random model, such as layers=2,hidden=64,vocab=151936; further keys: heads, kvHeads, headSize,
                      mlp, bits, contextLength, seed, tied, sharpness
  --strategies LIST   plain,cyclic-reflex,certainty-guided,srgen where the model can run them
  --blocks N          turns of every contender (20)
  --tokens N          timed tokens of a turn (${TOKENS.wasm} on wasm, ${TOKENS.webgpu} on WebGPU)
                      or fewer, where so many turns would take too long
  --milliseconds N    repeat a turn until it has measured so much (200)
  --minutes N         end after so long with the turns that there are (10); Ctrl-C ends it at any time, with its table
  --json              one line of JSON`;

const readCount = (name: string, text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--${name} is ${text}, but must be a whole number of at least 1.`, HELP);
  return count;
};

const ALIASES: Readonly<Record<string, keyof SyntheticShape>> = { vocab: 'vocabulary', ctx: 'contextLength' };
const isKey = (key: string): key is keyof SyntheticShape => Object.hasOwn(SMALL, key);

function readValue(key: keyof SyntheticShape, text: string): unknown {
  if (typeof SMALL[key] === 'boolean') return text === 'true';
  return typeof SMALL[key] === 'number' ? readCount(`synthetic ${key}`, text) : text;
}

/** "layers=2,hidden=64,vocab=151936"; sizes that must fit each other follow from those that are given. */
export function readShape(text: string): Partial<SyntheticShape> {
  const given: Record<string, unknown> = {};
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=');
    const key = ALIASES[name] ?? name;
    if (!isKey(key)) throw new UsageError(`--synthetic has ${name}, which is no part of a shape.`, HELP);
    given[key] = readValue(key, value);
  }
  const shape = given as Partial<SyntheticShape>; // by its keys
  const { hidden = SMALL.hidden, headSize = SMALL.headSize, vocabulary = SMALL.vocabulary } = shape;
  if (hidden % 32 > 0) throw new UsageError(`hidden is ${hidden}, but must be a multiple of 32.`, HELP);
  const heads = shape.heads ?? Math.max(1, Math.floor(hidden / headSize));
  const kvHeads = shape.kvHeads ?? Math.max(1, Math.floor(heads / 2));
  return { heads, kvHeads, mlp: 3 * hidden, tokens: vocabulary, ...shape };
}

/** undefined when help was asked for, which is printed by whoever reads it from `ENGINE_HELP`. */
export function readEngineOptions(args: readonly string[]): EngineBenchOptions | undefined {
  const texts = parseCommandLine('bench', args, {
    engine: { type: 'string', default: 'wasm' },
    model: { type: 'string' },
    synthetic: { type: 'string' },
    strategies: { type: 'string', default: 'plain,cyclic-reflex,certainty-guided,srgen' },
    blocks: { type: 'string', default: '20' },
    tokens: { type: 'string' },
    milliseconds: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (texts.help) return undefined;
  const { engine, model, synthetic } = texts;
  if (engine !== 'wasm' && engine !== 'webgpu')
    throw new UsageError(`--engine is ${engine}, but must be wasm or webgpu.`, 'Leave it out for wasm.');
  if (model !== undefined && synthetic !== undefined)
    throw new UsageError('--model and --synthetic exclude each other.', 'Leave one of them out.');
  const strategies = texts.strategies.split(',');
  for (const id of strategies) checkSettings(findStrategy(id), {}); // throws for unknown ones
  return {
    engine,
    model: synthetic === undefined ? { embedded: model ?? 'ponder' } : { synthetic: readShape(synthetic) },
    strategies: ['plain', ...strategies.filter((id) => id !== 'plain')],
    blocks: readCount('blocks', texts.blocks),
    tokens: texts.tokens === undefined ? TOKENS[engine] : readCount('tokens', texts.tokens),
    milliseconds: readCount('milliseconds', texts.milliseconds),
    minutes: readCount('minutes', texts.minutes),
    json: texts.json,
  };
}

export const ENGINE_HELP = HELP;
