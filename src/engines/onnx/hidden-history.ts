import type { Matrix } from '../../control/matrix.ts';

/** The hidden states of a growing sequence in one buffer that doubles when it is full. */
export class HiddenHistory {
  #values = new Float32Array(0);
  #rows = 0;
  #columns = 0;

  /** Adds `rows` rows, [rows, hiddenSize]. */
  append(values: Float32Array, rows: number): void {
    this.#columns = values.length / rows;
    const used = this.#rows * this.#columns;
    if (used + values.length > this.#values.length) {
      const larger = new Float32Array(Math.max(2 * this.#values.length, used + values.length));
      larger.set(this.#values.subarray(0, used));
      this.#values = larger;
    }
    this.#values.set(values, used);
    this.#rows += rows;
  }

  truncate(rows: number): void {
    this.#rows = Math.min(this.#rows, rows);
  }

  /** A view, not a copy. */
  matrix(): Matrix {
    return { rows: this.#rows, columns: this.#columns, values: this.#values.subarray(0, this.#rows * this.#columns) };
  }
}
