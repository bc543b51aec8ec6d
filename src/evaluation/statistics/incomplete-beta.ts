import { logBeta } from './log-beta.ts';

const TINY = 1e-300;
const PRECISION = 2 ** -52;

const awayFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/**
 * The continued fraction of I_x(a, b), by Lentz's method as modified by Thompson and Barnett (DLMF 8.17.22). It converges
 * fast for x < (a + 1) / (a + b + 2), in about sqrt(max(a, b)) steps.
 */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) <= 2 * PRECISION) return fraction;
  }
  throw new RangeError(`The incomplete beta function did not converge at ${x} for ${a} and ${b}.`);
}

/**
 * The regularised incomplete beta function I_x(a, b), a and b > 0, 0 <= x <= 1. `complement` is 1 - x: a caller that has
 * it without a subtraction passes it, so that nothing is lost near 1.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-complement);
  const logComplement = complement < 0.5 ? Math.log(complement) : Math.log1p(-x);
  const front = Math.exp(a * logX + b * logComplement - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(complement, b, a)) / b;
}
