import type { InferenceSession } from 'onnxruntime-web';
import type { Matrix } from '../../control/matrix.ts';
import type { CorrectionProblem, Loss } from '../../control/srgen/loss.ts';
import type { Device } from './device.ts';
import { headLossGraph } from './head-loss-graph.ts';
import type { OnnxRuntime } from './runtime.ts';

/** Logits that are in memory at once, in bytes; three arrays of that size exist for a moment. */
const LOGITS_BYTES = 32 * 1024 * 1024;

/**
 * SRGen's exact loss over a whole context, its products with the output projection made by onnxruntime in float32; the
 * twin in float64 is `correctionLoss`. Holds a copy of the projection until it is disposed. Calls go through the queue
 * of the device.
 */
export class HeadLoss {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #projection: Matrix;

  private constructor(runtime: OnnxRuntime, session: InferenceSession, projection: Matrix) {
    this.#runtime = runtime;
    this.#session = session;
    this.#projection = projection;
  }

  static async create(runtime: OnnxRuntime, device: Device, projection: Matrix): Promise<HeadLoss> {
    const session = await runtime.InferenceSession.create(headLossGraph(projection), { executionProviders: [device] });
    return new HeadLoss(runtime, session, projection);
  }

  /** The loss and its gradient at `offset`, [hiddenSize]. The projection of `problem` is the one of this head. */
  async at({ hidden, ids, temperature, entropyWeight }: CorrectionProblem, offset: Float64Array): Promise<Loss> {
    const { rows, columns } = this.#projection;
    const last = hidden.rows - 1;
    const chunk = Math.max(1, Math.floor(LOGITS_BYTES / (4 * rows)));
    const common = {
      offset: this.#floats(offset, [1, columns]),
      last: this.#floats(hidden.values.subarray(last * columns), [1, columns]),
      coldness: this.#floats([1 / temperature], [1]),
    };
    const errors = new Float64Array(columns);
    let crossEntropy = 0;
    let slope: ArrayLike<number> = [];
    let certainty = 0;
    // A context of one token has no past to keep likely, but a next token whose entropy counts.
    for (let from = 0; from === 0 || from < last; from += chunk) {
      const positions = Math.max(1, Math.min(chunk, last - from));
      const part = hidden.values.subarray(from * columns, (from + positions) * columns);
      const outputs = await this.#session.run({ ...common, hidden: this.#floats(part, [positions, columns]) });
      const read = (name: string): Float32Array => (outputs[name]?.data ?? new Float32Array(0)) as Float32Array; // by the graph
      slope = read('slope');
      certainty = read('certainty')[0] ?? 0;
      if (last === 0) break;
      const logSumExp = read('logSumExp');
      add(errors, read('expected'), 1 / last);
      for (let position = from; position < from + positions; position += 1) {
        const said = this.#row(ids[position + 1] ?? 0);
        const state = hidden.values.subarray(position * columns, (position + 1) * columns);
        crossEntropy += ((logSumExp[position - from] ?? 0) - movedDot(said, state, offset)) / last;
        add(errors, said, -1 / last);
      }
    }
    const gradient = errors.map(
      (error, index) => (1 - entropyWeight) * error - (entropyWeight * (slope[index] ?? 0)) / temperature,
    );
    const entropy = -certainty;
    return { crossEntropy, entropy, total: (1 - entropyWeight) * crossEntropy + entropyWeight * entropy, gradient };
  }

  dispose(): Promise<void> {
    return this.#session.release();
  }

  #row(id: number): Matrix['values'] {
    const { columns, values } = this.#projection;
    return values.subarray(id * columns, (id + 1) * columns);
  }

  #floats(values: ArrayLike<number>, dims: readonly number[]): InstanceType<OnnxRuntime['Tensor']> {
    return new this.#runtime.Tensor('float32', Float32Array.from(values), dims);
  }
}

/** target += weight * values */
function add(target: Float64Array, values: ArrayLike<number>, weight: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + weight * (values[i] ?? 0);
}

/** row · (state + offset) */
function movedDot(row: ArrayLike<number>, state: ArrayLike<number>, offset: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < row.length; i += 1) sum += (row[i] ?? 0) * ((state[i] ?? 0) + (offset[i] ?? 0));
  return sum;
}
