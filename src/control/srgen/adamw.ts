export interface OptimiserSettings {
  /** Steps of AdamW; 0 leaves the parameters at 0. */
  readonly steps: number;
  readonly learningRate: number;
}

/** As published: torch's defaults but for eps and weight decay. 2020-qqtcg/SRGen, commit 61be0b32. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-5;
const WEIGHT_DECAY = 1e-8;

/**
 * AdamW with decoupled weight decay on `size` parameters that start at 0, in float64. Loshchilov and Hutter,
 * arXiv 1711.05101, algorithm 2.
 */
export class AdamW {
  readonly parameters: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  readonly #learningRate: number;
  #steps = 0;

  constructor(size: number, learningRate: number) {
    this.parameters = new Float64Array(size);
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
    this.#learningRate = learningRate;
  }

  /** One step against the gradient at `parameters`, which are moved. */
  step(gradient: ArrayLike<number>): void {
    this.#steps += 1;
    const correction1 = 1 - BETA_1 ** this.#steps;
    const correction2 = 1 - BETA_2 ** this.#steps;
    for (let i = 0; i < this.parameters.length; i += 1) {
      const slope = gradient[i] ?? 0;
      const m = BETA_1 * (this.#mean[i] ?? 0) + (1 - BETA_1) * slope;
      const v = BETA_2 * (this.#square[i] ?? 0) + (1 - BETA_2) * slope * slope;
      this.#mean[i] = m;
      this.#square[i] = v;
      const decayed = (this.parameters[i] ?? 0) * (1 - this.#learningRate * WEIGHT_DECAY);
      this.parameters[i] = decayed - (this.#learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + EPSILON);
    }
  }
}
