import { bootstrapMean, type Bounds } from './bootstrap.ts';
import { estimateMean, LEVEL, type Estimate } from './estimate.ts';
import { mean } from './moments.ts';
import type { ProblemPairs } from './pairs.ts';
import { studentTwoSided } from './student-t.ts';

export interface PairedDifference extends Estimate {
  /** Percentile bootstrap over problems; null, like the interval, where there is no spread. */
  readonly bootstrap: Bounds | null;
  /** Two-sided paired t test of no difference; null where the differences show no spread and are not 0. */
  readonly p: number | null;
}

function testOfZero({ value, standardError, n }: Estimate): number | null {
  if (standardError === null) return null;
  if (standardError === 0) return value === 0 ? 1 : null;
  return studentTwoSided(value / standardError, n - 1);
}

/**
 * Ours less baseline: per problem the mean of the differences of its paired samples, then the mean over problems with the
 * standard error of those per-problem differences (Miller, arXiv 2411.00640). What makes a problem hard for
 * both drops out.
 */
export function pairedDifference(problems: readonly ProblemPairs[], seed: number): PairedDifference | null {
  const differences = problems.map(({ pairs }) => mean(pairs.map(([ours, baseline]) => ours - baseline)));
  const estimate = estimateMean(differences);
  if (!estimate) return null;
  const bootstrap = estimate.standardError === 0 ? null : bootstrapMean(differences, seed, LEVEL);
  return { ...estimate, bootstrap, p: testOfZero(estimate) };
}
