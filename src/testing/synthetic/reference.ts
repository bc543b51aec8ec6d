import { multiply } from '../../control/matrix.ts';
import { EPSILON, ROPE_THETA, type SyntheticShape } from './shape.ts';
import type { LayerWeights, LinearWeights, SyntheticWeights } from './weights.ts';

type Vector = Float64Array;

function linear({ exact, bias }: LinearWeights, x: Vector): Vector {
  const product = multiply(exact(), x);
  if (bias) bias.forEach((value, index) => (product[index] = (product[index] ?? 0) + value));
  return product;
}

function norm(x: Vector, scale: Float32Array): Vector {
  const meanSquare = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  return x.map((value, index) => (value / Math.sqrt(meanSquare + EPSILON)) * (scale[index] ?? 0));
}

const add = (a: Vector, b: Vector): Vector => a.map((value, index) => value + (b[index] ?? 0));

/** Rotary position embedding, halves not interleaved, on every head of `x`. */
function rotate(x: Vector, headSize: number, position: number): Vector {
  const half = headSize / 2;
  return x.map((value, index) => {
    const within = index % headSize;
    const angle = position * ROPE_THETA ** (-(within % half) / half);
    const other = within < half ? -(x[index + half] ?? 0) : (x[index - half] ?? 0);
    return value * Math.cos(angle) + other * Math.sin(angle);
  });
}

/** One query against the keys and values so far; query heads share key heads in order. */
function attend(q: Vector, keys: readonly Vector[], values: readonly Vector[], shape: SyntheticShape): Vector {
  const { heads, kvHeads, headSize } = shape;
  const mixed = new Float64Array(heads * headSize);
  for (let head = 0; head < heads; head += 1) {
    const from = Math.floor((head * kvHeads) / heads) * headSize;
    const scores = keys.map((key) => {
      let score = 0;
      for (let i = 0; i < headSize; i += 1) score += (q[head * headSize + i] ?? 0) * (key[from + i] ?? 0);
      return score / Math.sqrt(headSize);
    });
    const largest = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - largest));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    weights.forEach((weight, at) => {
      for (let i = 0; i < headSize; i += 1) {
        mixed[head * headSize + i] = (mixed[head * headSize + i] ?? 0) + (weight / sum) * (values[at]?.[from + i] ?? 0);
      }
    });
  }
  return mixed;
}

interface LayerCache {
  readonly keys: Vector[];
  readonly values: Vector[];
}

function forwardLayer(x: Vector, layer: LayerWeights, cache: LayerCache, shape: SyntheticShape): Vector {
  const position = cache.keys.length;
  const normed = norm(x, layer.beforeAttention);
  cache.keys.push(rotate(linear(layer.k, normed), shape.headSize, position));
  cache.values.push(linear(layer.v, normed));
  const q = rotate(linear(layer.q, normed), shape.headSize, position);
  const attended = add(x, linear(layer.o, attend(q, cache.keys, cache.values, shape)));
  const inner = norm(attended, layer.beforeMlp);
  const up = linear(layer.up, inner);
  const gated = linear(layer.gate, inner).map((value, index) => (value / (1 + Math.exp(-value))) * (up[index] ?? 0));
  return add(attended, linear(layer.down, gated));
}

/** The same model in plain float64, token by token: what the engine must agree with. */
class ReferenceModel {
  readonly #shape: SyntheticShape;
  readonly #weights: SyntheticWeights;
  readonly #caches: readonly LayerCache[];

  constructor(shape: SyntheticShape, weights: SyntheticWeights) {
    this.#shape = shape;
    this.#weights = weights;
    this.#caches = weights.layers.map(() => ({ keys: [], values: [] }));
  }

  /** Logits of the token after `id`, [vocabulary]. */
  step(id: number): Float64Array {
    const { embedding, layers, final, head } = this.#weights;
    const { columns, values } = embedding();
    let x: Vector = Float64Array.from(values.slice(id * columns, (id + 1) * columns));
    layers.forEach((layer, index) => {
      const cache = this.#caches[index];
      if (cache) x = forwardLayer(x, layer, cache, this.#shape);
    });
    return linear(head, norm(x, final));
  }
}

/** Greedy continuation: its ids, and the logits each was chosen from. Ids beyond the tokenizer's are never chosen. */
export function continueGreedily(
  shape: SyntheticShape,
  weights: SyntheticWeights,
  prompt: readonly number[],
  length: number,
): { readonly ids: number[]; readonly logits: Float64Array[] } {
  const reference = new ReferenceModel(shape, weights);
  const all = [...prompt];
  const logits: Float64Array[] = [];
  for (let at = 0; at < prompt.length + length - 1; at += 1) {
    const next = reference.step(all[at] ?? 0).slice(0, shape.tokens);
    if (at < prompt.length - 1) continue;
    logits.push(next);
    all.push(next.indexOf(next.reduce((a, b) => Math.max(a, b))));
  }
  return { ids: all.slice(prompt.length), logits };
}
