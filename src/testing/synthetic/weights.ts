import type { Matrix } from '../../control/matrix.ts';
import { drawBlocks, restore, type QuantisedMatrix } from './blocks.ts';
import type { SyntheticShape } from './shape.ts';

export interface LinearWeights {
  readonly rows: number;
  readonly columns: number;
  /** What the engine computes with. Of quantised weights it is made on first use: large models never need it. */
  readonly exact: () => Matrix;
  readonly quantised?: QuantisedMatrix;
  readonly bias?: Float32Array;
}

export interface LayerWeights {
  readonly beforeAttention: Float32Array;
  readonly beforeMlp: Float32Array;
  readonly q: LinearWeights;
  readonly k: LinearWeights;
  readonly v: LinearWeights;
  readonly o: LinearWeights;
  readonly gate: LinearWeights;
  readonly up: LinearWeights;
  readonly down: LinearWeights;
}

export interface SyntheticWeights {
  /** [vocabulary, hidden]. */
  readonly embedding: () => Matrix;
  readonly layers: readonly LayerWeights[];
  readonly final: Float32Array;
  readonly head: LinearWeights;
}

/** Random 32-bit words from a seed: mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Random weights, large enough that the greedy tokens of a prompt differ and are far apart. */
export function drawWeights(shape: SyntheticShape): SyntheticWeights {
  const words = generator(shape.seed);
  const draw = (count: number, spread: number, centre = 0): Float32Array => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i += 1) values[i] = centre + spread * ((2 * words()) / 2 ** 32 - 1);
    return values;
  };
  const matrix = (rows: number, columns: number): Matrix => ({
    rows,
    columns,
    values: draw(rows * columns, 2 / Math.sqrt(columns)),
  });
  const linear = (rows: number, columns: number): LinearWeights => {
    if (shape.bits === 32) {
      const exact = matrix(rows, columns);
      return { rows, columns, exact: () => exact };
    }
    const quantised = drawBlocks(rows, columns, shape.bits, 2 / Math.sqrt(columns), words);
    return { rows, columns, exact: once(() => restore(quantised, rows, columns)), quantised };
  };
  const biased = (rows: number, columns: number): LinearWeights => ({
    ...linear(rows, columns),
    ...(shape.attentionBias && { bias: draw(rows, 0.3) }),
  });
  const { hidden, heads, kvHeads, headSize, mlp, vocabulary } = shape;
  const layers = Array.from({ length: shape.layers }, (): LayerWeights => ({
    beforeAttention: draw(hidden, 0.2, 1),
    beforeMlp: draw(hidden, 0.2, 1),
    q: biased(heads * headSize, hidden),
    k: biased(kvHeads * headSize, hidden),
    v: biased(kvHeads * headSize, hidden),
    o: linear(hidden, heads * headSize),
    gate: linear(mlp, hidden),
    up: linear(mlp, hidden),
    down: linear(hidden, mlp),
  }));
  const head = linear(vocabulary, hidden);
  const untied = shape.tied ? undefined : matrix(vocabulary, hidden);
  return {
    embedding: () => untied ?? head.exact(),
    layers,
    final: draw(hidden, 0.2 * shape.sharpness, shape.sharpness),
    head,
  };
}
