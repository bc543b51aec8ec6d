import type { Matrix } from '../../../control/matrix.ts';
import { halfToFloat } from '../half-floats.ts';
import type { Gpu } from './gpu.ts';

/** Hidden states of a sequence's tokens in one buffer on the GPU, [capacity, columns]; read back only when asked for. */
export class HiddenRows {
  readonly #gpu: Gpu;
  readonly #element: 'float32' | 'float16';
  readonly #columns: number;
  readonly #buffer: GPUBuffer;

  constructor(gpu: Gpu, element: 'float32' | 'float16', capacity: number, columns: number) {
    this.#gpu = gpu;
    this.#element = element;
    this.#columns = columns;
    this.#buffer = gpu.buffer(capacity * this.#rowBytes);
  }

  get #rowBytes(): number {
    return this.#columns * (this.#element === 'float16' ? 2 : 4);
  }

  /** Copies `count` rows of `from` to the rows from `first` on. */
  put(from: GPUBuffer, first: number, count: number): void {
    this.#gpu.copy(from, this.#buffer, count * this.#rowBytes, 0, first * this.#rowBytes);
  }

  /** The first `rows`, [rows, columns]. */
  async read(rows: number): Promise<Matrix> {
    const content = await this.#gpu.read(this.#buffer, rows * this.#rowBytes);
    const values = this.#element === 'float16' ? halfToFloat(new Uint16Array(content)) : new Float32Array(content);
    return { rows, columns: this.#columns, values };
  }

  destroy(): void {
    this.#buffer.destroy();
  }
}
