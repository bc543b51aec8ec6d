import type { Verdict } from '../../evaluation/answer.ts';
import { accuracyDifference, estimateAccuracy } from '../../evaluation/statistics/accuracy.ts';
import { estimateMean, type Estimate } from '../../evaluation/statistics/estimate.ts';
import { meanDifference } from '../../evaluation/statistics/paired-difference.ts';
import type { ProblemPairs } from '../../evaluation/statistics/pairs.ts';

/** What is kept of one lane under one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly lane: number;
  readonly tokens: number;
  readonly probeTokens: number;
  readonly reflections: number;
  readonly answer: string | null;
  readonly verdict: Verdict;
}

/** Over the seeds of one problem; null where nothing was measured. */
export interface SeedFigures {
  readonly accuracy: Estimate | null;
  readonly tokens: Estimate | null;
  readonly reflections: Estimate | null;
}

/** 1 or 0; no answer is no solution. Nothing where no answer is known. */
function score({ verdict }: SeedResult): number[] {
  return verdict === 'unscored' ? [] : [verdict === 'correct' ? 1 : 0];
}

export function seedFigures(results: readonly SeedResult[]): SeedFigures {
  return {
    accuracy: estimateAccuracy(results.map(score)),
    tokens: estimateMean(results.map(({ tokens, probeTokens }) => tokens + probeTokens)),
    reflections: estimateMean(results.map(({ reflections }) => reflections)),
  };
}

/** A lane minus the first one, seed by seed: both drew the same random numbers, so what a seed makes hard drops out. */
export function seedDifferences(results: readonly SeedResult[], first: readonly SeedResult[]): SeedFigures {
  const partners = new Map(first.map((result) => [result.seed, result]));
  const pairs = results.flatMap((result) => {
    const partner = partners.get(result.seed);
    return partner ? [[result, partner] as const] : [];
  });
  // Here a seed is what a problem is in an evaluation.
  const paired = (measure: (result: SeedResult) => number[]): ProblemPairs[] =>
    pairs.flatMap(([result, partner]) => {
      const [ours, baseline] = [measure(result)[0], measure(partner)[0]];
      return ours === undefined || baseline === undefined
        ? []
        : [{ problem: String(result.seed), pairs: [[ours, baseline] as const] }];
    });
  return {
    accuracy: accuracyDifference(paired(score)),
    tokens: meanDifference(paired(({ tokens, probeTokens }) => [tokens + probeTokens])),
    reflections: meanDifference(paired(({ reflections }) => [reflections])),
  };
}
