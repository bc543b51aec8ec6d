import { multiply, type Matrix } from '../control/matrix.ts';

/** What offsets of the hidden state add to the logits. The latest is kept: some strategies add the same one at every position. */
export class LogitShift {
  readonly #projection: () => Matrix;
  #offset: Float64Array | undefined;
  #logits: Float64Array = new Float64Array(0);

  /** By the output projection, [vocabularySize, hiddenSize], which is asked for with the first offset. */
  constructor(projection: () => Matrix) {
    this.#projection = projection;
  }

  /** [hiddenSize] -> [vocabularySize]. */
  of(offset: Float64Array): Float64Array {
    if (this.#offset !== offset) {
      this.#logits = multiply(this.#projection(), offset);
      this.#offset = offset;
    }
    return this.#logits;
  }
}
