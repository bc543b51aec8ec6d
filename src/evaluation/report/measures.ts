import type { Sample } from '../sample.ts';
import type { Observation } from '../statistics/pairs.ts';
import { problemKey } from './arms.ts';
import type { Metric } from './report.ts';

/**
 * 1 or 0; null where there is no known answer or nothing was run. No answer is 0: a run that gives none has not solved the
 * problem.
 */
export function score({ verdict }: Sample): number | null {
  if (verdict === 'unscored' || verdict === 'too long') return null;
  return verdict === 'correct' ? 1 : 0;
}

/** A problem that was too long cost nothing and would make every mean too low. */
function count(measure: (sample: Sample) => number): (sample: Sample) => number | null {
  return (sample) => (sample.verdict === 'too long' ? null : measure(sample));
}

export const MEASURES = {
  accuracy: score,
  tokens: count(({ tokens }) => tokens),
  thinkingTokens: count(({ thinkingTokens }) => thinkingTokens),
  answerTokens: count(({ tokens, thinkingTokens }) => tokens - thinkingTokens),
  probeTokens: count(({ probeTokens }) => probeTokens),
  tokensWithProbes: count(({ tokens, probeTokens }) => tokens + probeTokens),
  reflections: count(({ reflections }) => reflections),
} satisfies Readonly<Record<Metric | 'probeTokens', (sample: Sample) => number | null>>;

export function observe(samples: readonly Sample[], metric: Metric): Observation[] {
  return samples.flatMap((each) => {
    const value = MEASURES[metric](each);
    return value === null ? [] : [{ problem: problemKey(each), sample: each.sample, seed: each.seed, value }];
  });
}
