import { mean, standardDeviation } from './moments.ts';
import { studentQuantile } from './student-t.ts';

export const LEVEL = 0.95;

/** How an interval was found: docs/statistics.md. */
export type IntervalMethod = 'student' | 'wilson' | 'tango' | 'alike';

/** A mean over problems with what is known of its error. */
export interface Estimate {
  readonly value: number;
  /** sd / sqrt(n); null for fewer than two problems. */
  readonly standardError: number | null;
  /** Bounds of the 95 % interval; null where nothing can be said of the error. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of the interval; null where there is none. Reports made before it was named lack it. */
  readonly method: IntervalMethod | null;
  /** Problems. */
  readonly n: number;
}

/**
 * value ± t(0.975, n - 1) sd / sqrt(n), Student (1908); `values` holds one number per problem. null of nothing. Without
 * spread there is no interval: sd = 0 says nothing of the error, and of what has no bounds nothing else is known.
 */
export function estimateMean(values: readonly number[]): Estimate | null {
  const n = values.length;
  if (n === 0) return null;
  const value = mean(values);
  if (n === 1) return { value, standardError: null, low: null, high: null, method: null, n };
  const constant = values.every((each) => each === values[0]);
  const standardError = constant ? 0 : standardDeviation(values) / Math.sqrt(n);
  if (standardError === 0) return { value, standardError, low: null, high: null, method: null, n };
  const half = studentQuantile((1 + LEVEL) / 2, n - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, method: 'student', n };
}

/**
 * The mean over problems of each problem's mean over samples. Samples of one problem are not independent, so the standard
 * error is that of the per-problem means: clustered by problem (Miller, arXiv 2411.00640; for equally many
 * samples per problem it is the clustered error with the small-sample factor N / (N - 1)).
 */
export function clusteredMean(samplesByProblem: readonly (readonly number[])[]): Estimate | null {
  return estimateMean(samplesByProblem.filter((samples) => samples.length > 0).map(mean));
}
