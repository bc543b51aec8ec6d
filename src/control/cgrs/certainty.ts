/**
 * How certain a probed answer is, and how often reflection is then suppressed.
 * CGRS, arXiv 2508.05337 (AAAI 2026); code HuangJiameng/cgrs, commit f5d29510, `calculate_certrainty_score`.
 */

/** Shannon entropy in nats of the listed log-probabilities, as they are: not renormalised. */
export function listedEntropy(logprobs: readonly number[]): number {
  return -logprobs.reduce((sum, logprob) => sum + (logprob === -Infinity ? 0 : Math.exp(logprob) * logprob), 0);
}

/**
 * The certainty of the published code. `rows[i]` are the log-probabilities that were returned for probe token i: the five
 * largest, and that of the sampled token when it is not among them. Token 0 opens the box and only gives the
 * normaliser; all others count, those after the closing brace too. 0 for fewer than two tokens.
 */
export function codeCertainty(rows: readonly (readonly number[])[]): number {
  const [first, ...rest] = rows;
  if (!first || rest.length === 0) return 0;
  const mean = rest.reduce((sum, row) => sum + listedEntropy(row), 0) / rest.length;
  return 1 - mean / Math.log(first.length);
}

/** The certainty of the paper: full-vocabulary entropies (nats) of the answer's tokens, over ln |V|. 0 without tokens. */
export function paperCertainty(entropies: readonly number[], vocabularySize: number): number {
  if (entropies.length === 0) return 0;
  const mean = entropies.reduce((sum, entropy) => sum + entropy, 0) / entropies.length;
  return 1 - mean / Math.log(vocabularySize);
}

/** Probability of suppressing reflection at one step: max(0, (C - threshold) / (1 - threshold)); 0 from threshold 1 on. */
export function suppressionProbability(certainty: number, threshold: number): number {
  if (threshold >= 1) return 0;
  return Math.max(0, (certainty - threshold) / (1 - threshold));
}

/** Whether a uniform draw suppresses reflection at this step. */
export function isSuppressed(draw: number, probability: number): boolean {
  return draw < probability;
}
