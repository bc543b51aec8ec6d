/**
 * How sure a probed answer is. DEER, arXiv 2504.15895 (ICLR 2026); code iie-ycx/DEER, commit c9dd19fb, vllm-deer.py.
 */
export type ConfidenceKind = 'arithmetic' | 'geometric' | 'minimum';

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The mean probability of an answer's tokens from their log-probabilities (nats): arithmetic (the code's `avg1`),
 * geometric (`avg2`, the paper's formula) or the smallest. 0 without tokens.
 */
export function answerConfidence(logprobs: readonly number[], kind: ConfidenceKind): number {
  if (logprobs.length === 0) return 0;
  if (kind === 'geometric') return Math.exp(meanOf(logprobs));
  const probabilities = logprobs.map((logprob) => Math.exp(logprob));
  return kind === 'arithmetic' ? meanOf(probabilities) : Math.min(...probabilities);
}

export interface CalibratedConfidence {
  readonly mean: number;
  /** Mean absolute deviation from the mean. */
  readonly deviation: number;
  readonly calibrated: number;
}

/** DEER-Pro: the mean over several probes, less alpha times their mean absolute deviation. At least one value. */
export function calibrateConfidence(values: readonly number[], alpha: number): CalibratedConfidence {
  const mean = meanOf(values);
  const deviation = meanOf(values.map((value) => Math.abs(value - mean)));
  return { mean, deviation, calibrated: mean - alpha * deviation };
}
