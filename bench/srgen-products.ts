import type { InferenceSession } from 'onnxruntime-web';
import type { Matrix } from '../src/control/matrix.ts';
import { model, node, tensor, valueInfo } from '../src/engines/onnx/onnx-writer.ts';
import type { OnnxRuntime } from '../src/engines/onnx/runtime.ts';

/** Positions at a time, as the correction takes them at this vocabulary. */
const CHUNK = 55;

/** The products with the output projection that one exact correction cannot do without, and nothing between them. */
export class BareProducts {
  readonly #runtime: OnnxRuntime;
  readonly #session: InferenceSession;

  private constructor(runtime: OnnxRuntime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  static async create(runtime: OnnxRuntime, { rows, columns, values }: Matrix): Promise<BareProducts> {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const graph = model({
      initializers: [tensor({ name: 'W', element: 'float32', dims: [rows, columns], bytes })],
      nodes: [
        node('Gemm', ['hidden', 'W'], ['logits'], '', { transB: 1 }),
        node('MatMul', ['shares', 'logits'], ['sums']),
        node('MatMul', ['sums', 'W'], ['back']),
      ],
      inputs: [
        valueInfo('hidden', 'float32', ['positions', columns]),
        valueInfo('shares', 'float32', [1, 'positions']),
      ],
      outputs: [valueInfo('back', 'float32', [1, columns])],
    });
    return new BareProducts(runtime, await runtime.InferenceSession.create(graph, { executionProviders: ['wasm'] }));
  }

  /** As often as a correction of so many steps needs them: once per step and once after the last. */
  async run({ rows, columns, values }: Matrix, steps: number): Promise<void> {
    for (let step = 0; step <= steps; step += 1) {
      for (let from = 0; from < rows - 1; from += CHUNK) {
        const positions = Math.min(CHUNK, rows - 1 - from);
        const part = Float32Array.from(values.subarray(from * columns, (from + positions) * columns));
        await this.#session.run({
          hidden: new this.#runtime.Tensor('float32', part, [positions, columns]),
          shares: new this.#runtime.Tensor('float32', new Float32Array(positions).fill(1 / positions), [1, positions]),
        });
      }
    }
  }
}
