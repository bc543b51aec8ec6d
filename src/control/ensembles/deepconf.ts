/**
 * DeepConf's confidences, filter and stop. Fu et al., arXiv 2508.15260 (ICLR 2026); code facebookresearch/deepconf,
 * commit 675529d1.
 */

/** k: how many of the likeliest tokens count. */
export const CONFIDENCE_TOKENS = 20;

/** C = -(1/k) sum of the k largest log-probabilities (nats, falling order): the higher, the surer. NaN for none. */
export function tokenConfidence(logprobs: readonly number[], count = CONFIDENCE_TOKENS): number {
  const largest = logprobs.slice(0, count);
  return -largest.reduce((sum, logprob) => sum + logprob, 0) / largest.length;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Means over every full window of `window` tokens, one token apart. A trace that is shorter than the window is one group.
 */
export function groupConfidences(confidences: readonly number[], window: number): number[] {
  if (confidences.length === 0) return [];
  if (confidences.length <= window) return [mean(confidences)];
  return Array.from({ length: confidences.length - window + 1 }, (_, from) =>
    mean(confidences.slice(from, from + window)),
  );
}

/** How one number is made of a trace's confidences. */
export type TraceScore = 'mean' | 'tail' | 'bottom' | 'lowest';

/**
 * The score of a trace: the mean over it, over its last `window` tokens, over the lowest tenth of its groups (at least
 * one group), or its lowest group. NaN for an empty trace.
 */
export function traceScore(confidences: readonly number[], score: TraceScore, window: number): number {
  if (score === 'mean') return mean(confidences);
  if (score === 'tail') return mean(confidences.slice(-window));
  const groups = groupConfidences(confidences, window).sort((a, b) => a - b);
  return mean(groups.slice(0, score === 'lowest' ? 1 : bottomCount(groups.length)));
}

/** How many groups are the lowest tenth: int(0.1 n), at least one. */
export function bottomCount(groups: number): number {
  return Math.max(1, Math.floor(groups / 10));
}

/** The q-th percentile, 0 to 100, with linear interpolation between values, as numpy has it. NaN for no values. */
export function percentile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = ((sorted.length - 1) * q) / 100;
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}

/**
 * The bar under which a trace is stopped: the percentile of the warm-up traces' lowest groups that keeps the surest
 * `keep` percent. 10 is DeepConf-low, 90 DeepConf-high, which is the default of the code.
 */
export function confidenceBar(lowestGroups: readonly number[], keep: number): number {
  return percentile(lowestGroups, 100 - keep);
}

/**
 * The step (from 0) at which a trace is ended: the first at which the window is full, this step's confidence included,
 * and its mean is under the bar. null when there is none.
 */
export function stoppingStep(confidences: readonly number[], window: number, bar: number): number | null {
  for (let step = window - 1; step < confidences.length; step += 1) {
    if (mean(confidences.slice(step - window + 1, step + 1)) < bar) return step;
  }
  return null;
}

/** The settings that say how one number is made of a trace. */
export const SCORE_OPTIONS: readonly { readonly value: TraceScore; readonly label: string }[] = [
  { value: 'mean', label: 'Mean of all tokens' },
  { value: 'tail', label: 'Mean of the last window' },
  { value: 'bottom', label: 'Lowest tenth of the windows' },
  { value: 'lowest', label: 'Lowest window' },
];

/** Which traces vote offline: those whose score reaches the percentile that keeps the surest `keep` percent. */
export function keepSurest(scores: readonly number[], keep: number): boolean[] {
  const bar = confidenceBar(scores, keep);
  return scores.map((score) => score >= bar);
}
