/** Probability that may be left out at one position. */
const LEFT_OUT = 1e-5;
/** Tokens less likely than this are left out where they come to no more than that. */
const UNLIKELY = 1e-9;
/** Places for tokens, of all positions: 8 bytes each. */
const MOST_PLACES = 2 ** 24;
/** Largest change of a logit for which what is left out may count as standing still: it then errs by e^3 * LEFT_OUT. */
const LARGEST_MOVE = 3;

interface Position {
  /** Where its tokens end. */
  readonly end: number;
  /** Probability that is left out. */
  readonly rest: number;
  /** What was said after it, and -ln p of that. */
  readonly said: number;
  readonly surprise: number;
}

/**
 * SRGen's cross-entropy after the logits have moved, from the probabilities before. An offset of the hidden state moves
 * the logit of a token alike at all positions, by u = W offset, so that
 *
 *     p_i(c) becomes p_i(c) e^u(c) / Z_i,    Z_i = sum over c of p_i(c) e^u(c)
 *
 * and neither products nor exponentials of all positions are needed again. Tokens that come to at most 1e-5 of the
 * probability of a position are left out: as one lump that does not move.
 */
export class LikelyTokens {
  readonly #positions: Position[] = [];
  #ids = new Int32Array(0);
  #probabilities = new Float32Array(0);
  #used = 0;
  #isFull = false;
  readonly #mostPlaces: number;

  constructor(mostPlaces = MOST_PLACES) {
    this.#mostPlaces = mostPlaces;
  }

  /** Adds a position: its probabilities, [vocabularySize], what was said after it, and -ln p of that. */
  append(probabilities: Float32Array | Float64Array, said: number, surprise: number): void {
    if (this.#isFull) return;
    const start = this.#used;
    this.#reserve(start + probabilities.length);
    let rest = this.#keep(probabilities, UNLIKELY);
    if (rest > LEFT_OUT) {
      this.#used = start;
      rest = this.#keep(probabilities, LEFT_OUT / probabilities.length);
    }
    this.#positions.push({ end: this.#used, rest, said, surprise });
    if (this.#used <= this.#mostPlaces) return;
    this.#isFull = true;
    this.#ids = new Int32Array(0);
    this.#probabilities = new Float32Array(0);
  }

  /** Keeps those of at least `bar`; returns the sum of the others. */
  #keep(probabilities: Float32Array | Float64Array, bar: number): number {
    const [ids, kept] = [this.#ids, this.#probabilities];
    let used = this.#used;
    let rest = 0;
    for (let id = 0; id < probabilities.length; id += 1) {
      const probability = probabilities[id] ?? 0;
      if (probability < bar) {
        rest += probability;
      } else {
        ids[used] = id;
        kept[used] = probability;
        used += 1;
      }
    }
    this.#used = used;
    return rest;
  }

  #reserve(places: number): void {
    if (places <= this.#ids.length) return;
    const size = Math.max(places, 2 * this.#ids.length);
    const [ids, probabilities] = [new Int32Array(size), new Float32Array(size)];
    ids.set(this.#ids.subarray(0, this.#used));
    probabilities.set(this.#probabilities.subarray(0, this.#used));
    this.#ids = ids;
    this.#probabilities = probabilities;
  }

  /** Whether it may stand for the vocabulary when the logits move by `moves`, [vocabularySize]. */
  holdsFor(moves: Float64Array): boolean {
    return !this.#isFull && moves.every((move) => Math.abs(move) <= LARGEST_MOVE);
  }

  /**
   * weights += share * sum over the positions of softmax - onehot(said), [vocabularySize], after the logits have moved;
   * returns the sum of -ln p of what was said.
   */
  addErrors(weights: Float64Array, moves: Float64Array, share: number): number {
    const [ids, probabilities] = [this.#ids, this.#probabilities];
    const growth = moves.map((move) => Math.exp(move));
    let start = 0;
    let sum = 0;
    for (const { end, rest, said, surprise } of this.#positions) {
      let total = rest;
      for (let at = start; at < end; at += 1) total += (probabilities[at] ?? 0) * (growth[ids[at] ?? 0] ?? 0);
      const scale = share / total;
      for (let at = start; at < end; at += 1) {
        const id = ids[at] ?? 0;
        weights[id] = (weights[id] ?? 0) + scale * (probabilities[at] ?? 0) * (growth[id] ?? 0);
      }
      weights[said] = (weights[said] ?? 0) - share;
      sum += surprise + Math.log(total) - (moves[said] ?? 0);
      start = end;
    }
    return sum;
  }
}
