import type { InferenceSession } from 'onnxruntime-web';
import type { Matrix } from '../src/control/matrix.ts';
import { projectBack } from '../src/control/srgen/loss.ts';
import { positionsAtOnce } from '../src/engines/onnx/head-loss.ts';
import { model, node, tensor, valueInfo } from '../src/engines/onnx/onnx-writer.ts';
import type { OnnxRuntime } from '../src/engines/onnx/runtime.ts';

/** The products with the output projection that one exact correction cannot do without, and nothing between them. */
export class BareProducts {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #projection: Matrix;

  private constructor(runtime: OnnxRuntime, session: InferenceSession, projection: Matrix) {
    this.#runtime = runtime;
    this.#session = session;
    this.#projection = projection;
  }

  static async create(runtime: OnnxRuntime, projection: Matrix): Promise<BareProducts> {
    const { rows, columns, values } = projection;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const graph = model({
      initializers: [tensor({ name: 'W', element: 'float32', dims: [rows, columns], bytes })],
      nodes: [
        node('Gemm', ['hidden', 'W'], ['logits'], '', { transB: 1 }),
        node('MatMul', ['shares', 'logits'], ['sums']),
      ],
      inputs: [
        valueInfo('hidden', 'float32', ['positions', columns]),
        valueInfo('shares', 'float32', [1, 'positions']),
      ],
      outputs: [valueInfo('sums', 'float32', [1, rows])],
    });
    const session = await runtime.InferenceSession.create(graph, { executionProviders: ['wasm'] });
    return new BareProducts(runtime, session, projection);
  }

  /** As often as a correction of so many steps needs them: once per step and once after the last. */
  async run({ rows, columns, values: states }: Matrix, steps: number): Promise<void> {
    const chunk = positionsAtOnce(this.#projection.rows);
    for (let step = 0; step <= steps; step += 1) {
      const weights = new Float64Array(this.#projection.rows);
      for (let from = 0; from < rows - 1; from += chunk) {
        const positions = Math.min(chunk, rows - 1 - from);
        const part = Float32Array.from(states.subarray(from * columns, (from + positions) * columns));
        const { sums } = await this.#session.run({
          hidden: new this.#runtime.Tensor('float32', part, [positions, columns]),
          shares: new this.#runtime.Tensor('float32', new Float32Array(positions).fill(1 / positions), [1, positions]),
        });
        const values = (sums?.data ?? []) as Float32Array; // by the graph
        values.forEach((sum, id) => (weights[id] = (weights[id] ?? 0) + sum));
      }
      projectBack(this.#projection, weights);
    }
  }
}
