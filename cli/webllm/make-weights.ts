import { toHalf } from '../../src/testing/synthetic/half.ts';
import type { LibraryMetadata } from './library-metadata.ts';

/**
 * Weights for a compiled model library without any training: the first layer mixes the context with random numbers that
 * belong to each parameter's name, so that logits depend on every token and its place; all other layers add nothing.
 */
export interface MadeWeights {
  /** tensor-cache.json, or ndarray-cache.json before version 0.2.80: one shard per parameter, named by its number. */
  readonly manifest: { readonly metadata: object; readonly records: readonly object[] };
  /** Rows of the embedding: the library's vocabulary. */
  readonly vocabularySize: number;
  /** The bytes of a shard. */
  shard(index: number): Uint8Array;
}

/** Rows of the embedding beyond the tokens of the tokenizer stay zero. */
interface Tokens {
  readonly used: number;
  /** Size of the vocabulary where the library leaves it open. */
  readonly padded: number;
}

const BYTES = { float32: 4, float16: 2, uint32: 4 } as const;
/** Root mean square of 4-bit steps from -4 to 4. */
const STEP = Math.sqrt(20 / 3);
/** Of the embedding: small beside what the first layer adds, so that no token merely repeats itself. */
const EMBEDDING_SIZE = 0.05;
/** Eight times the nibble that stands for 0. */
const ZEROS = 0x77777777;

export function makeWeights({ params }: LibraryMetadata, tokens: Tokens): MadeWeights {
  const shapes = params.map(({ shape }) => shape.map((size) => (typeof size === 'string' ? tokens.padded : size)));
  const sizeOf = (index: number): number => (shapes[index] ?? []).reduce((product, size) => product * size, 1);
  const bytesOf = (index: number): number => sizeOf(index) * BYTES[params[index]?.dtype ?? 'float32'];
  const total = params.reduce((sum, _, index) => sum + bytesOf(index), 0);
  const records = params.map(({ name, dtype }, index) => {
    const nbytes = bytesOf(index);
    const inner = { name, shape: shapes[index], dtype, format: 'raw', nbytes, byteOffset: 0 };
    return { dataPath: `params_shard_${index}.bin`, format: 'raw-shard', nbytes, records: [inner] };
  });
  const embedding = params.findIndex(({ name }) => name.startsWith('model.embed_tokens.'));
  return {
    manifest: { metadata: { ParamSize: params.length, ParamBytes: total, BitsPerParam: 4 }, records },
    vocabularySize: shapes[embedding]?.[0] ?? 0,
    shard(index) {
      const param = params[index];
      if (!param) throw new RangeError(`There is no parameter ${index}.`);
      return fill(param, shapes[index] ?? [], tokens.used);
    },
  };
}

type Param = LibraryMetadata['params'][number];

const isEmbedding = (name: string): boolean => /^(model\.embed_tokens|lm_head)\./.test(name);
const acts = (name: string): boolean => isEmbedding(name) || name.startsWith('model.layers.0.');

function fill({ name, dtype }: Param, shape: readonly number[], used: number): Uint8Array {
  const size = shape.reduce((product, each) => product * each, 1);
  const columns = shape.at(-1) ?? 1;
  const filled = acts(name) ? (isEmbedding(name) ? Math.min(size, used * columns) : size) : 0;
  const next = randomBits(name);
  if (dtype === 'uint32') {
    const words = new Uint32Array(size).fill(ZEROS);
    for (let at = 0; at < filled; at += 1) words[at] = eightSteps(next);
    return new Uint8Array(words.buffer);
  }
  const values = new Float32Array(size);
  if (/norm.*\.weight$/.test(name)) values.fill(1);
  else if (name.endsWith('.q_scale')) values.fill(rootMeanSquare(name, columns * 32) / STEP, 0, filled);
  else if (name.endsWith('.weight')) {
    const reach = rootMeanSquare(name, columns) * Math.sqrt(3);
    for (let at = 0; at < filled; at += 1) values[at] = reach * ((next() >>> 8) / 0x800000 - 1);
  }
  if (dtype === 'float16') return toHalf(values);
  return new Uint8Array(values.buffer);
}

/** A layer's output is then about as large as its input. */
const rootMeanSquare = (name: string, inputs: number): number =>
  isEmbedding(name) ? EMBEDDING_SIZE : 1 / Math.sqrt(inputs);

/** Eight steps from -4 to 4 in one word. */
function eightSteps(next: () => number): number {
  let word = 0;
  for (let shift = 0; shift < 32; shift += 4) word |= (3 + (next() % 9)) << shift;
  return word >>> 0;
}

/** Marsaglia's xorshift, begun from a name. */
function randomBits(name: string): () => number {
  let state = 2463534242;
  for (const character of name) state = (Math.imul(state, 31) + character.charCodeAt(0)) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
