import { incompleteBeta } from './incomplete-beta.ts';

/** P(X <= successes) of a binomial with `trials` and `probability`: I_{1-p}(n - k, k + 1), DLMF 8.17.5. */
export function binomialCdf(successes: number, trials: number, probability: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  return incompleteBeta(1 - probability, trials - successes, successes + 1, probability);
}
