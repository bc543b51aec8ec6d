import { alikeInterval } from './alike.ts';
import { clusteredMean, LEVEL, type Estimate } from './estimate.ts';
import { meanDifference } from './paired-difference.ts';
import { countOneSided, type ProblemPairs } from './pairs.ts';
import { tangoInterval } from './tango.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * Accuracy from 1 or 0 for every sample of every problem. The interval is Wilson's where each problem has one sample; with
 * more, t over problems, and the bound for problems that came out alike where all did.
 */
export function estimateAccuracy(samplesByProblem: readonly (readonly number[])[]): Estimate | null {
  const estimate = clusteredMean(samplesByProblem);
  if (!estimate) return null;
  const { value, n } = estimate;
  if (samplesByProblem.every(({ length }) => length <= 1)) {
    return { ...estimate, ...wilsonInterval(Math.round(value * n), n, LEVEL), method: 'wilson' };
  }
  return estimate.low === null ? { ...estimate, ...alikeInterval(value, 0, 1, n, LEVEL), method: 'alike' } : estimate;
}

/**
 * The difference of accuracy from pairs of 1 or 0. The interval is Tango's where each problem has one pair; with more, t
 * over problems, and the bound for problems that came out alike where all did.
 */
export function accuracyDifference(problems: readonly ProblemPairs[]): Estimate | null {
  const estimate = meanDifference(problems);
  if (!estimate) return null;
  const { value, n } = estimate;
  const counts = countOneSided(problems);
  if (counts) {
    return { ...estimate, ...tangoInterval(counts.oursOnly, counts.baselineOnly, n, LEVEL), method: 'tango' };
  }
  return estimate.low === null ? { ...estimate, ...alikeInterval(value, -1, 1, n, LEVEL), method: 'alike' } : estimate;
}
