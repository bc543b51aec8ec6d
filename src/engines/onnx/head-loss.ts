import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Matrix } from '../../control/matrix.ts';
import {
  entropyLoss,
  project,
  projectBack,
  softmaxInPlace,
  type CorrectionProblem,
  type Loss,
} from '../../control/srgen/loss.ts';
import { headLossGraph } from './head-loss-graph.ts';
import type { OnnxRuntime } from './runtime.ts';

/** Logits that are in memory at once, in bytes; their probabilities take as much again. */
const LOGITS_BYTES = 32 * 1024 * 1024;

/** onnxruntime multiplies four rows at a time. */
const ROWS_AT_ONCE = 4;

/** Positions whose logits are in memory at once. */
export function positionsAtOnce(vocabularySize: number): number {
  const fitting = Math.floor(LOGITS_BYTES / (4 * vocabularySize));
  return Math.max(ROWS_AT_ONCE, fitting - (fitting % ROWS_AT_ONCE));
}

/** Less than this is too near the smallest float32 for its logarithm to be right. */
const SMALLEST_LIKELIHOOD = 1e-30;

/** SRGen's exact loss over a whole context, on some device. Calls go through the queue of the device. */
export interface HeadLoss {
  /** The loss and its gradient at `offset`, [hiddenSize]. The projection of `problem` is the one of this head. */
  at(problem: CorrectionProblem, offset: Float64Array): Promise<Loss>;
  dispose(): Promise<void>;
}

/**
 * The loss with the products and the softmax of onnxruntime's wasm build, in float32; the twin in float64 is `correctionLoss`. Holds a copy of
 * the projection until it is disposed.
 */
export class OnnxHeadLoss implements HeadLoss {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #projection: Matrix;

  private constructor(runtime: OnnxRuntime, session: InferenceSession, projection: Matrix) {
    this.#runtime = runtime;
    this.#session = session;
    this.#projection = projection;
  }

  static async create(runtime: OnnxRuntime, projection: Matrix): Promise<OnnxHeadLoss> {
    const session = await runtime.InferenceSession.create(headLossGraph(projection), { executionProviders: ['wasm'] });
    return new OnnxHeadLoss(runtime, session, projection);
  }

  async at(problem: CorrectionProblem, offset: Float64Array): Promise<Loss> {
    const { hidden, ids, temperature, entropyWeight } = problem;
    const last = hidden.rows - 1;
    const { logits } = await this.#run(problem, offset, last, 1, ['logits']);
    const { entropy, slopes } = entropyLoss(floatsOf(logits), temperature);
    // All that goes back through W does so at once.
    const weights = slopes.map((slope) => entropyWeight * slope);
    const share = (1 - entropyWeight) / last;
    const chunk = positionsAtOnce(this.#projection.rows);
    let crossEntropy = 0;
    for (let from = 0; from < last; from += chunk) {
      const positions = Math.min(chunk, last - from);
      const { sums, likelihood } = await this.#run(problem, offset, from, positions, ['sums', 'likelihood']);
      floatsOf(sums).forEach((sum, id) => (weights[id] = (weights[id] ?? 0) + share * sum));
      floatsOf(likelihood).forEach((probability, index) => {
        const said = ids[from + index + 1] ?? 0;
        weights[said] = (weights[said] ?? 0) - share;
        const isTooSmall = probability < SMALLEST_LIKELIHOOD;
        crossEntropy += (isTooSmall ? surpriseAt(problem, from + index, offset) : -Math.log(probability)) / last;
      });
    }
    const total = (1 - entropyWeight) * crossEntropy + entropyWeight * entropy;
    return { crossEntropy, entropy, total, gradient: projectBack(this.#projection, weights) };
  }

  #run(
    { hidden, ids }: CorrectionProblem,
    offset: Float64Array,
    from: number,
    positions: number,
    fetches: readonly string[],
  ): Promise<Record<string, Tensor>> {
    const { columns } = this.#projection;
    const floats = (values: Float32Array, dims: readonly number[]): Tensor =>
      new this.#runtime.Tensor('float32', values, dims);
    const said = BigInt64Array.from({ length: positions }, (_, index) => BigInt(ids[from + index + 1] ?? 0));
    const states = hidden.values.subarray(from * columns, (from + positions) * columns);
    return this.#session.run(
      {
        hidden: floats(Float32Array.from(states), [positions, columns]),
        offset: floats(Float32Array.from(offset), [1, columns]),
        said: new this.#runtime.Tensor('int64', said, [positions, 1]),
        ones: floats(new Float32Array(positions).fill(1), [1, positions]),
      },
      [...fetches],
    );
  }

  dispose(): Promise<void> {
    return this.#session.release();
  }
}

const floatsOf = (output: Tensor | undefined): Float32Array => (output?.data ?? new Float32Array(0)) as Float32Array; // by the graph

/** -ln p of what was said after a position, in float64. */
function surpriseAt({ hidden, projection, ids }: CorrectionProblem, position: number, offset: Float64Array): number {
  const state = hidden.values.subarray(position * hidden.columns, (position + 1) * hidden.columns);
  const logits = project(projection, state, offset);
  const logit = logits[ids[position + 1] ?? 0] ?? -Infinity;
  return softmaxInPlace(logits) - logit;
}
