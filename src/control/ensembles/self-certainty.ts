/**
 * Self-certainty. Kang et al., arXiv 2502.18581 (NeurIPS 2025); code backprop07/Self-Certainty, commit b17d021e.
 */
import type { Logits } from '../statistics.ts';

/**
 * KL(uniform || p) of one next-token distribution at temperature 1, nats:
 *
 *     -(1/V) sum_j ln(V p_j) = ln sum_j e^z_j - (1/V) sum_j z_j - ln V
 *
 * 0 for the uniform distribution; Infinity when a token cannot be drawn.
 */
export function tokenSelfCertainty(logSumExp: number, sumOfLogits: number, vocabularySize: number): number {
  return logSumExp - sumOfLogits / vocabularySize - Math.log(vocabularySize);
}

/** The same from the logits themselves, [vocabularySize]. */
export function selfCertaintyOf(logits: Logits): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let exponentials = 0;
  let total = 0;
  for (const logit of logits) {
    exponentials += Math.exp(logit - largest);
    total += logit;
  }
  return tokenSelfCertainty(largest + Math.log(exponentials), total, logits.length);
}

/** The score of a sequence: the mean over its tokens. NaN for none. */
export function sequenceSelfCertainty(perToken: readonly number[]): number {
  return perToken.reduce((sum, value) => sum + value, 0) / perToken.length;
}
