import { binomialCdf } from './binomial.ts';
import type { OneSided } from './pairs.ts';

export interface McNemar extends OneSided {
  readonly p: number;
}

/**
 * McNemar's exact test for one sample per problem: under no difference, who is right on a problem that only one has right
 * is a fair coin, so p = min(1, 2 P(X <= smaller count)), X binomial with probability 1/2.
 */
export function mcnemar(oursOnly: number, baselineOnly: number): McNemar {
  const smaller = Math.min(oursOnly, baselineOnly);
  return { oursOnly, baselineOnly, p: Math.min(1, 2 * binomialCdf(smaller, oursOnly + baselineOnly, 0.5)) };
}
