import { multiply, type Matrix } from '../matrix.ts';

/** What a correction looks at: the hidden states after the final norm, and what came out of them. */
export interface CorrectionProblem {
  /** [positions, hiddenSize]: prompt and generated tokens; the last row gives the next token. */
  readonly hidden: Matrix;
  /** The output projection, [vocabularySize, hiddenSize]. */
  readonly projection: Matrix;
  /** Token ids, [positions]: token i + 1 is what position i should have predicted. */
  readonly ids: readonly number[];
  /** Sampling temperature of the next token, > 0. */
  readonly temperature: number;
  /** Weight of the next token's entropy against the retrospective cross-entropy, 0 to 1. */
  readonly entropyWeight: number;
}

export interface Loss {
  readonly crossEntropy: number;
  readonly entropy: number;
  readonly total: number;
  /** [hiddenSize]; may be computed when it is read. */
  readonly gradient: Float64Array;
}

/** The loss of one correction at an offset, [hiddenSize]. */
export type LossAt = (offset: Float64Array) => Promise<Loss>;

/** Inside the logarithm, as in the published code. */
const EPSILON = 1e-10;

/** W (h + offset), [vocabularySize], in float64. */
export function project(projection: Matrix, hidden: ArrayLike<number>, offset: ArrayLike<number>): Float64Array {
  return multiply(
    projection,
    Float64Array.from(hidden, (value, index) => value + (offset[index] ?? 0)),
  );
}

/** Softmax in place; returns log-sum-exp. */
export function softmaxInPlace(logits: Float64Array): number {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < logits.length; i += 1) {
    const weight = Math.exp((logits[i] ?? -Infinity) - largest);
    logits[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < logits.length; i += 1) logits[i] = (logits[i] ?? 0) / sum;
  return largest + Math.log(sum);
}

/** W^T weights, [hiddenSize], in float64. */
export function projectBack(projection: Matrix, weights: ArrayLike<number>): Float64Array {
  const { rows, columns, values } = projection;
  const result = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    for (let column = 0, at = row * columns; column < columns; column += 1, at += 1) {
      result[column] = (result[column] ?? 0) + weight * (values[at] ?? 0);
    }
  }
  return result;
}

/** L_H of the next token's logits, and its slope along each of them, [vocabularySize]. */
export function entropyLoss(
  logits: ArrayLike<number>,
  temperature: number,
): { readonly entropy: number; readonly slopes: Float64Array } {
  const q = Float64Array.from(logits, (logit) => logit / temperature);
  softmaxInPlace(q);
  let entropy = 0;
  let meanSlope = 0;
  const slopes = new Float64Array(q.length);
  q.forEach((p, id) => {
    const log = Math.log(p + EPSILON);
    const slope = log + p / (p + EPSILON);
    entropy -= p * log;
    meanSlope += p * slope;
    slopes[id] = slope;
  });
  q.forEach((p, id) => (slopes[id] = (-p * ((slopes[id] ?? 0) - meanSlope)) / temperature));
  return { entropy, slopes };
}

/** weights += share * (softmax(logits) - onehot(said)); returns -ln softmax(logits)[said]. The logits become the softmax. */
export function addErrors(weights: Float64Array, logits: Float64Array, said: number, share: number): number {
  const logit = logits[said] ?? -Infinity;
  const surprise = softmaxInPlace(logits) - logit;
  for (let id = 0; id < weights.length; id += 1) weights[id] = (weights[id] ?? 0) + share * (logits[id] ?? 0);
  weights[said] = (weights[said] ?? 0) - share;
  return surprise;
}

/**
 * SRGen's loss and its gradient in closed form, float64:
 *
 *     L = (1 - lambda) L_CE + lambda L_H
 *     L_CE = mean over positions i of -ln softmax(W (h_i + delta))[x_{i+1}]      (no temperature; the prompt counts)
 *     L_H  = -sum q ln(q + 1e-10),  q = softmax(W (h_T + delta) / temperature)
 *     dL_CE = W^T mean_i(softmax(z_i) - onehot(x_{i+1}))
 *     dL_H  = -(1 / temperature) W^T (q * (s - sum q s)),  s = ln(q + e) + q / (q + e)
 *
 * 2020-qqtcg/SRGen, commit 61be0b32. With entropyWeight 0 it is SLOT's objective (arXiv 2505.12392).
 */
export function correctionLoss(problem: CorrectionProblem, offset: Float64Array): Loss {
  const { hidden, projection, ids, temperature, entropyWeight } = problem;
  const row = (position: number) => hidden.values.subarray(position * hidden.columns, (position + 1) * hidden.columns);
  const last = hidden.rows - 1;

  const { entropy, slopes } = entropyLoss(project(projection, row(last), offset), temperature);
  // The offset is shared, so a running sum of what goes back through W is all that has to be kept.
  const weights = slopes.map((slope) => entropyWeight * slope);
  const share = (1 - entropyWeight) / last;
  let crossEntropy = 0;
  for (let position = 0; position < last; position += 1) {
    crossEntropy +=
      addErrors(weights, project(projection, row(position), offset), ids[position + 1] ?? 0, share) / last;
  }
  const total = (1 - entropyWeight) * crossEntropy + entropyWeight * entropy;
  return { crossEntropy, entropy, total, gradient: projectBack(projection, weights) };
}
