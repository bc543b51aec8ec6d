/** Numbers, one per token, with room to grow: a view of them costs nothing. NaN stands for nothing known. */
export class GrowingNumbers {
  #buffer = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#buffer.length) {
      const larger = new Float64Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length] = value;
    this.#length += 1;
  }

  view(): Float64Array {
    return this.#buffer.subarray(0, this.#length);
  }
}
