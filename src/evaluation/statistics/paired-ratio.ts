import { estimateMean, type Estimate } from './estimate.ts';
import { mean } from './moments.ts';
import type { ProblemPairs } from './pairs.ts';

const exponential = (bound: number | null): number | null => (bound === null ? null : Math.exp(bound));

/**
 * Ours over baseline as a geometric mean: per problem the mean of ln(ours / baseline), then mean and t interval over
 * problems, all three exponentiated (their standard error stays that of the logarithm). A pair with a 0 has no logarithm
 * and is left out; `n` counts the problems that are left.
 */
export function pairedRatio(problems: readonly ProblemPairs[]): Estimate | null {
  const logs = problems.flatMap(({ pairs }) => {
    const positive = pairs.filter(([ours, baseline]) => ours > 0 && baseline > 0);
    return positive.length === 0 ? [] : [mean(positive.map(([ours, baseline]) => Math.log(ours / baseline)))];
  });
  const estimate = estimateMean(logs);
  if (!estimate) return null;
  const { value, low, high } = estimate;
  return { ...estimate, value: Math.exp(value), low: exponential(low), high: exponential(high) };
}
