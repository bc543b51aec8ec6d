import { bootstrapMean } from './bootstrap.ts';
import type { Bounds } from './bounds.ts';
import { estimateMean, LEVEL, type Estimate } from './estimate.ts';
import { mean } from './moments.ts';
import type { ProblemPairs } from './pairs.ts';
import { studentTwoSided } from './student-t.ts';

export interface PairedDifference extends Estimate {
  /** Percentile bootstrap over problems; null where there is no spread. */
  readonly bootstrap: Bounds | null;
  /** Two-sided paired t test of no difference; null where the differences show no spread and are not 0. */
  readonly p: number | null;
}

function testOfZero({ value, standardError, n }: Estimate): number | null {
  if (standardError === null) return null;
  if (standardError === 0) return value === 0 ? 1 : null;
  return studentTwoSided(value / standardError, n - 1);
}

const differencesOf = (problems: readonly ProblemPairs[]): number[] =>
  problems.map(({ pairs }) => mean(pairs.map(([ours, baseline]) => ours - baseline)));

/**
 * Ours minus baseline: per problem the mean of the differences of its paired samples, then the mean over problems with the
 * standard error of those per-problem differences (Miller, arXiv 2411.00640). What makes a problem hard for
 * both drops out.
 */
export function meanDifference(problems: readonly ProblemPairs[]): Estimate | null {
  return estimateMean(differencesOf(problems));
}

/** The mean difference with a bootstrap and a test. */
export function pairedDifference(problems: readonly ProblemPairs[], seed: number): PairedDifference | null {
  const estimate = meanDifference(problems);
  if (!estimate) return null;
  const bootstrap = estimate.standardError === 0 ? null : bootstrapMean(differencesOf(problems), seed, LEVEL);
  return { ...estimate, bootstrap, p: testOfZero(estimate) };
}
