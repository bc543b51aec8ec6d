import { multiply, type Matrix } from '../../../control/matrix.ts';
import { likelyLoss, type AddAllErrors } from '../../../control/srgen/likely-loss.ts';
import { project, softmaxInPlace, type CorrectionProblem, type LossAt } from '../../../control/srgen/loss.ts';
import { sessionProblem } from '../load-problems.ts';
import { positionsAtOnce, type HeadLoss } from '../head-loss.ts';
import { HEAD_INPUTS, HEAD_OUTPUTS, headGraph } from './head-graph.ts';
import { allocate, tensorPointer, wrapTensor, writeIntegers } from './heap-tensor.ts';
import type { OrtModule } from './ort-module.ts';
import { WasmSession } from './wasm-session.ts';

/** Less than this is too near the smallest float32 for its logarithm to be right. */
const SMALLEST_LIKELIHOOD = 1e-30;

/** Of some positions: views of the heap, which the next run overwrites. */
interface Softmax {
  readonly likelihood: Float32Array;
  readonly sums: Float32Array;
  /** Where they were asked for. */
  readonly probabilities: Float32Array | undefined;
}

/**
 * SRGen's exact loss with the products and the softmax of onnxruntime's wasm build, in float32; the twin in float64 is
 * `correctionLoss`. Holds a copy of the projection until it is disposed.
 */
export class WasmHeadLoss implements HeadLoss {
  readonly #session: WasmSession;
  readonly #projection: Matrix;
  /** Positions of one run. */
  readonly #most: number;
  readonly #hidden: number;
  readonly #said: number;
  readonly #ones: number;

  private constructor(session: WasmSession, projection: Matrix) {
    const { module } = session;
    this.#session = session;
    this.#projection = projection;
    this.#most = positionsAtOnce(projection.rows);
    this.#hidden = allocate(module, 4 * this.#most * projection.columns);
    this.#said = allocate(module, 8 * this.#most);
    this.#ones = allocate(module, 4 * this.#most);
    floatsAt(module, this.#ones, this.#most).fill(1);
  }

  /** Throws `engine-failed` where the heap has no room for a copy of the projection. */
  static async create(module: OrtModule, projection: Matrix): Promise<WasmHeadLoss> {
    try {
      const session = await WasmSession.create(module, headGraph(projection), [], HEAD_INPUTS, HEAD_OUTPUTS);
      return new WasmHeadLoss(session, projection);
    } catch (caught) {
      throw sessionProblem(caught, 'wasm');
    }
  }

  of(problem: CorrectionProblem): LossAt {
    return likelyLoss(problem, (...weightsAndOffset) => this.#addAllErrors(problem, ...weightsAndOffset));
  }

  async moves(offset: Float64Array): Promise<Float64Array> {
    return multiply(this.#projection, offset);
  }

  async #addAllErrors(
    problem: CorrectionProblem,
    ...[weights, offset, share, likely]: Parameters<AddAllErrors>
  ): Promise<number> {
    const { hidden, ids } = problem;
    const { rows } = this.#projection;
    const last = hidden.rows - 1;
    let total = 0;
    const add = (first: number, { likelihood, sums, probabilities }: Softmax): void => {
      for (let id = 0; id < rows; id += 1) weights[id] = (weights[id] ?? 0) + share * (sums[id] ?? 0);
      likelihood.forEach((probability, index) => {
        const said = ids[first + index + 1] ?? 0;
        weights[said] = (weights[said] ?? 0) - share;
        const isTooSmall = probability < SMALLEST_LIKELIHOOD;
        const surprise = isTooSmall ? surpriseAt(problem, first + index, offset) : -Math.log(probability);
        if (probabilities) likely?.append(probabilities.subarray(index * rows, (index + 1) * rows), said, surprise);
        total += surprise;
      });
    };
    for (let first = 0; first < last; first += this.#most) {
      const positions = Math.min(this.#most, last - first);
      await this.#softmax(problem, offset, first, positions, likely !== undefined, (softmax) => add(first, softmax));
    }
    return total;
  }

  /** Shows `read` the softmax of some positions. */
  async #softmax(
    { hidden, ids }: CorrectionProblem,
    offset: Float64Array,
    first: number,
    positions: number,
    wantsAll: boolean,
    read: (softmax: Softmax) => void,
  ): Promise<void> {
    const { module, inputs, outputs } = this.#session;
    const { rows, columns } = this.#projection;
    const states = floatsAt(module, this.#hidden, positions * columns);
    for (let at = 0; at < states.length; at += 1)
      states[at] = (hidden.values[first * columns + at] ?? 0) + (offset[at % columns] ?? 0);
    writeIntegers(module, this.#said, ids.slice(first + 1, first + positions + 1));
    const made = [
      wrapTensor(module, 'float32', this.#hidden, [positions, columns]),
      wrapTensor(module, 'int64', this.#said, [positions, 1]),
      wrapTensor(module, 'float32', this.#ones, [1, positions]),
    ];
    made.forEach((handle, index) => inputs.set(index, handle));
    const count = wantsAll ? 3 : 2;
    for (let index = 0; index < count; index += 1) outputs.set(index, 0);
    try {
      await this.#session.run(count);
      for (let index = 0; index < count; index += 1) made.push(outputs.get(index));
      const floats = (index: number, length: number): Float32Array =>
        floatsAt(module, tensorPointer(module, outputs.get(index)), length);
      read({
        likelihood: floats(0, positions),
        sums: floats(1, rows),
        probabilities: wantsAll ? floats(2, positions * rows) : undefined,
      });
    } finally {
      for (const handle of made) module._OrtReleaseTensor(handle);
    }
  }

  async dispose(): Promise<void> {
    const { module } = this.#session;
    for (const pointer of [this.#hidden, this.#said, this.#ones]) module._free(pointer);
    this.#session.release();
  }
}

function floatsAt({ HEAPU8 }: OrtModule, pointer: number, length: number): Float32Array {
  return new Float32Array(HEAPU8.buffer, pointer, length);
}

function stateAt({ hidden }: CorrectionProblem, position: number): Matrix['values'] {
  return hidden.values.subarray(position * hidden.columns, (position + 1) * hidden.columns);
}

/** -ln p of what was said after a position, in float64. */
function surpriseAt(problem: CorrectionProblem, position: number, offset: Float64Array): number {
  const logits = project(problem.projection, stateAt(problem, position), offset);
  const logit = logits[problem.ids[position + 1] ?? 0] ?? -Infinity;
  return softmaxInPlace(logits) - logit;
}
