import type { Sample } from '../sample.ts';
import type { Observation } from '../statistics/pairs.ts';
import { problemKey } from './arms.ts';
import type { Metric } from './report.ts';

/** 1 or 0; null where there is no known answer. No answer is 0: a run that gives none has not solved the problem. */
export function score({ verdict }: Sample): number | null {
  if (verdict === 'unscored') return null;
  return verdict === 'correct' ? 1 : 0;
}

export const MEASURES: Readonly<Record<Metric, (sample: Sample) => number | null>> = {
  accuracy: score,
  tokens: ({ tokens }) => tokens,
  thinkingTokens: ({ thinkingTokens }) => thinkingTokens,
  answerTokens: ({ tokens, thinkingTokens }) => tokens - thinkingTokens,
  tokensWithProbes: ({ tokens, probeTokens }) => tokens + probeTokens,
  reflections: ({ reflections }) => reflections,
};

export function observe(samples: readonly Sample[], metric: Metric): Observation[] {
  return samples.flatMap((each) => {
    const value = MEASURES[metric](each);
    return value === null ? [] : [{ problem: problemKey(each), sample: each.sample, seed: each.seed, value }];
  });
}
