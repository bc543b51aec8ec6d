import type { Matrix } from '../matrix.ts';
import type { Candidates } from './candidates.ts';
import type { CorrectionProblem, Loss } from './loss.ts';

/** A correction that looks at the candidates of each position in place of the vocabulary. */
export interface TruncatedProblem extends CorrectionProblem {
  /** Of the positions of `hidden`. */
  readonly candidates: Candidates;
  /** Of the next token's distribution at `temperature`, over the whole vocabulary, before any edit. */
  readonly tempered: { readonly logSumExp: number; readonly entropy: number };
}

/**
 * SRGen's loss over K candidates a position and what was said there. The rest of the vocabulary keeps the probability
 * that it had at offset 0, as one lump that does not move: the losses at offset 0 are exact, and a gradient is off by at
 * most the lump's probability times the largest row of the projection.
 *
 *     Z_i(d) = sum over c of a_c exp(w_c d) + r_i,   a_c = p_i(c) at offset 0,   r_i = 1 - sum of a_c
 *     L_CE   = mean over i of ln Z_i - ln a_x - w_x d
 *     H      = ln Z' - (sum of e_c l_c - h) / Z',    with a_c, r at the sampling temperature, h the lump's entropy
 *
 * One product per distinct candidate, not per place: tokens come again and again.
 */
export class TruncatedLoss {
  readonly #problem: TruncatedProblem;
  /** Distinct candidate ids, rising, and of each id its place among them, from 1 on: [vocabularySize], 0 where it is none. */
  readonly #rows: number[] = [];
  readonly #placeOf: Int32Array;
  /** [positions * width]: of each position its candidates and what was said there, as places; 0 where there is none. */
  readonly #places: Int32Array;
  /** Their probabilities at offset 0. */
  readonly #probabilities: Float64Array;
  /** [positions - 1]: where in those two what was said stands, and the probability of all that is not there. */
  readonly #said: Int32Array;
  readonly #rest: Float64Array;
  readonly #width: number;

  constructor(problem: TruncatedProblem) {
    this.#problem = problem;
    const { candidates, hidden, ids } = problem;
    this.#width = candidates.count + 1;
    this.#placeOf = this.#numberRows();
    this.#places = new Int32Array(hidden.rows * this.#width);
    this.#probabilities = new Float64Array(this.#places.length);
    this.#said = new Int32Array(hidden.rows - 1);
    this.#rest = new Float64Array(hidden.rows - 1);
    for (let position = 0; position < hidden.rows; position += 1) {
      this.#keepCandidates(position);
      if (position < this.#said.length) this.#keepSaid(position, ids[position + 1] ?? 0);
    }
  }

  /** In the order of the projection, whose rows are read and summed up many times. */
  #numberRows(): Int32Array {
    const { candidates, hidden, projection, ids } = this.#problem;
    const places = new Int32Array(projection.rows);
    for (const id of candidates.ids.subarray(0, hidden.rows * candidates.count)) if (id >= 0) places[id] = 1;
    for (let position = 1; position < hidden.rows; position += 1) places[ids[position] ?? 0] = 1;
    places.forEach((isOne, id) => {
      if (isOne > 0) places[id] = this.#rows.push(id);
    });
    return places;
  }

  #keepCandidates(position: number): void {
    const { count, ids, logits } = this.#problem.candidates;
    for (let index = position * count; index < (position + 1) * count; index += 1) {
      const id = ids[index] ?? -1;
      if (id >= 0) this.#keep(position, index % count, id, logits[index] ?? -Infinity);
    }
  }

  #keepSaid(position: number, id: number): void {
    const from = position * this.#width;
    const end = from + this.#width - 1;
    const found = this.#places.subarray(from, end).indexOf(this.#placeOf[id] ?? 0);
    if (found < 0) this.#keep(position, this.#width - 1, id, logitOf(this.#problem, position, id));
    this.#said[position] = found < 0 ? end : from + found;
    const kept = this.#probabilities.subarray(from, end + 1).reduce((sum, probability) => sum + probability, 0);
    this.#rest[position] = Math.max(0, 1 - kept);
  }

  #keep(position: number, index: number, id: number, logit: number): void {
    const at = position * this.#width + index;
    this.#places[at] = this.#placeOf[id] ?? 0;
    this.#probabilities[at] = Math.exp(logit - (this.#problem.candidates.logSumExp[position] ?? 0));
  }

  /** Rows of the projection that one evaluation reads. */
  get rows(): number {
    return this.#rows.length;
  }

  /** The loss and its gradient, [hiddenSize], at an offset. */
  at(offset: Float64Array): Loss {
    const { projection, entropyWeight } = this.#problem;
    // By place: nothing at place 0, whose probabilities are 0.
    const moves = new Float64Array(this.#rows.length + 1);
    const isMoved = offset.some((value) => value !== 0);
    if (isMoved) this.#rows.forEach((id, index) => (moves[index + 1] = dot(projection, id, offset)));
    const weights = new Float64Array(moves.length);
    const crossEntropy = this.#addCrossEntropy(moves, weights, 1 - entropyWeight);
    const entropy = this.#addEntropy(moves, weights, entropyWeight);
    const total = (1 - entropyWeight) * crossEntropy + entropyWeight * entropy;
    const rows = this.#rows;
    return {
      crossEntropy,
      entropy,
      total,
      // Half of the work, and not wanted after the last step.
      get gradient(): Float64Array {
        const gradient = new Float64Array(projection.columns);
        rows.forEach((id, index) => addRow(gradient, projection, id, weights[index + 1] ?? 0));
        return gradient;
      },
    };
  }

  /** Adds its slopes, times `weight`, to those of the rows; returns the mean cross-entropy. */
  #addCrossEntropy(moves: Float64Array, weights: Float64Array, weight: number): number {
    const [places, probabilities, last] = [this.#places, this.#probabilities, this.#said.length];
    const growth = moves.map((move) => Math.exp(move));
    let sum = 0;
    for (let position = 0; position < last; position += 1) {
      const start = position * this.#width;
      const end = start + this.#width;
      let total = this.#rest[position] ?? 0;
      for (let at = start; at < end; at += 1) total += (probabilities[at] ?? 0) * (growth[places[at] ?? 0] ?? 0);
      const scale = weight / (last * total);
      for (let at = start; at < end; at += 1) {
        const place = places[at] ?? 0;
        weights[place] = (weights[place] ?? 0) + scale * (probabilities[at] ?? 0) * (growth[place] ?? 0);
      }
      const said = this.#said[position] ?? 0;
      const place = places[said] ?? 0;
      weights[place] = (weights[place] ?? 0) - weight / last;
      sum += Math.log(total / (probabilities[said] ?? 0)) - (moves[place] ?? 0);
    }
    return last === 0 ? 0 : sum / last;
  }

  /** The same for the entropy of the next token; returns it. */
  #addEntropy(moves: Float64Array, weights: Float64Array, weight: number): number {
    const { candidates, temperature, tempered } = this.#problem;
    const last = this.#said.length;
    let rest = 1;
    let restEntropy = tempered.entropy;
    const entries = [...this.#places.subarray(last * this.#width, last * this.#width + candidates.count)]
      .filter((place) => place > 0)
      .map((place, index) => {
        const before = (candidates.logits[last * candidates.count + index] ?? 0) / temperature - tempered.logSumExp;
        rest -= Math.exp(before);
        restEntropy += Math.exp(before) * before;
        const log = before + (moves[place] ?? 0) / temperature;
        return { place, log, mass: Math.exp(log) };
      });
    const total = entries.reduce((sum, { mass }) => sum + mass, Math.max(0, rest));
    const surprise = entries.reduce((sum, { mass, log }) => sum - mass * log, Math.max(0, restEntropy));
    const entropy = Math.log(total) + surprise / total;
    for (const { place, log, mass } of entries) {
      const slope = (-(mass / total) * (log - Math.log(total) + entropy)) / temperature;
      weights[place] = (weights[place] ?? 0) + weight * slope;
    }
    return entropy;
  }
}

/** The logit of one token at one position, from its hidden state. */
function logitOf({ hidden, projection }: CorrectionProblem, position: number, id: number): number {
  const state = hidden.values.subarray(position * hidden.columns, (position + 1) * hidden.columns);
  return dot(projection, id, state);
}

function dot({ columns, values }: Matrix, row: number, vector: ArrayLike<number>): number {
  let sum = 0;
  for (let column = 0, at = row * columns; column < columns; column += 1, at += 1)
    sum += (values[at] ?? 0) * (vector[column] ?? 0);
  return sum;
}

/** target += weight * row */
function addRow(target: Float64Array, { columns, values }: Matrix, row: number, weight: number): void {
  for (let column = 0, at = row * columns; column < columns; column += 1, at += 1)
    target[column] = (target[column] ?? 0) + weight * (values[at] ?? 0);
}
