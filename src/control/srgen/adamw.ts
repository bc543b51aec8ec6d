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
 * AdamW with decoupled weight decay on `size` parameters that start at 0, in float64. `gradientAt` may keep a view of the
 * parameters only until it returns. Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
 */
export function adamW(
  size: number,
  { steps, learningRate }: OptimiserSettings,
  gradientAt: (parameters: Float64Array) => Float64Array,
): Float64Array {
  const parameters = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= steps; step += 1) {
    const gradients = gradientAt(parameters);
    const correction1 = 1 - BETA_1 ** step;
    const correction2 = 1 - BETA_2 ** step;
    for (let i = 0; i < size; i += 1) {
      const gradient = gradients[i] ?? 0;
      const m = BETA_1 * (mean[i] ?? 0) + (1 - BETA_1) * gradient;
      const v = BETA_2 * (square[i] ?? 0) + (1 - BETA_2) * gradient * gradient;
      mean[i] = m;
      square[i] = v;
      const decayed = (parameters[i] ?? 0) * (1 - learningRate * WEIGHT_DECAY);
      parameters[i] = decayed - (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + EPSILON);
    }
  }
  return parameters;
}
