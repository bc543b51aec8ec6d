import { incompleteBeta } from './incomplete-beta.ts';
import { logBeta } from './log-beta.ts';
import { normalQuantile } from './normal.ts';

/** P(T > |t|): half of I_{f / (f + t^2)}(f / 2, 1 / 2), Abramowitz and Stegun 26.5.27. */
function upperTail(t: number, freedom: number): number {
  const square = t * t;
  return 0.5 * incompleteBeta(freedom / (freedom + square), freedom / 2, 0.5, square / (freedom + square));
}

/** P(T <= t) of Student's distribution with `freedom` > 0 degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  return t > 0 ? 1 - upperTail(t, freedom) : upperTail(t, freedom);
}

/** P(|T| >= |t|), which is what a two-sided test reports; exact far in the tail, where 1 - cdf would be 0. */
export function studentTwoSided(t: number, freedom: number): number {
  return 2 * upperTail(t, freedom);
}

function density(t: number, freedom: number): number {
  const logDensity =
    -logBeta(freedom / 2, 0.5) - 0.5 * Math.log(freedom) - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom);
  return Math.exp(logDensity);
}

/**
 * The quantile, 0 < probability < 1: Newton's method on the tail, kept inside a bracket by bisection, started at the
 * normal quantile, below which no quantile of Student's above one half lies.
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  let low = 0;
  let high = Math.max(1, -normalQuantile(tail));
  let t = -normalQuantile(tail);
  while (upperTail(high, freedom) > tail) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 200; step += 1) {
    const excess = upperTail(t, freedom) - tail;
    if (excess > 0) low = Math.max(low, t);
    else high = Math.min(high, t);
    const newton = t + excess / density(t, freedom);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const settled = Math.abs(next - t) <= 4e-16 * Math.abs(next);
    t = next;
    if (settled) break;
  }
  return probability < 0.5 ? -t : t;
}
