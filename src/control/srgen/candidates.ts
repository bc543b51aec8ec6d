/** What a sequence remembers of the distribution at each of its positions: the K most likely next tokens. */
export interface Candidates {
  /** K: places per position; fewer tokens than places leave ids at -1. */
  readonly count: number;
  readonly positions: number;
  /** [positions * count], most likely first. */
  readonly ids: Int32Array;
  /** Unedited logits of those ids, [positions * count]. */
  readonly logits: Float32Array;
  /** Over the whole vocabulary at temperature 1, [positions]. */
  readonly logSumExp: Float64Array;
}

/** The candidates of a growing sequence, in buffers that double when they are full. */
export class CandidateHistory {
  /** Candidates per position. */
  readonly count: number;
  #positions = 0;
  #ids = new Int32Array(0);
  #logits = new Float32Array(0);
  #logSumExp = new Float64Array(0);

  constructor(count: number) {
    this.count = count;
  }

  /** Adds one position. `ids` and `logits`: at most `count`, most likely first. */
  append(ids: ArrayLike<number>, logits: ArrayLike<number>, logSumExp: number): void {
    if (this.#positions === this.#logSumExp.length) this.#grow();
    const from = this.#positions * this.count;
    for (let place = 0; place < this.count; place += 1) {
      this.#ids[from + place] = ids[place] ?? -1;
      this.#logits[from + place] = logits[place] ?? -Infinity;
    }
    this.#logSumExp[this.#positions] = logSumExp;
    this.#positions += 1;
  }

  truncate(positions: number): void {
    this.#positions = Math.min(this.#positions, positions);
  }

  /** The first `positions`, all when left out: views, which the next call may overwrite. */
  view(positions = this.#positions): Candidates {
    const places = positions * this.count;
    return {
      count: this.count,
      positions,
      ids: this.#ids.subarray(0, places),
      logits: this.#logits.subarray(0, places),
      logSumExp: this.#logSumExp.subarray(0, positions),
    };
  }

  #grow(): void {
    const positions = Math.max(64, 2 * this.#logSumExp.length);
    const { ids, logits, logSumExp } = this.view();
    this.#ids = new Int32Array(positions * this.count);
    this.#logits = new Float32Array(positions * this.count);
    this.#logSumExp = new Float64Array(positions);
    this.#ids.set(ids);
    this.#logits.set(logits);
    this.#logSumExp.set(logSumExp);
  }
}
