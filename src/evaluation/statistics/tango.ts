import type { Bounds } from './bounds.ts';
import { normalQuantile } from './normal.ts';

/**
 * The variance of ours minus baseline, times n, if the true difference is `difference`: the share that the baseline alone
 * has right is then the root of a quadratic, its maximum likelihood estimate under that difference.
 */
function variance(oursOnly: number, baselineOnly: number, n: number, difference: number): number {
  const b = (2 * n - oursOnly + baselineOnly) * difference - oursOnly - baselineOnly;
  const c = -baselineOnly * difference * (1 - difference);
  const share = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
  return 2 * share + difference * (1 - difference);
}

/** The largest difference that a two-sided score test does not reject, by bisection down to neighbouring numbers. */
function upperBound(oursOnly: number, baselineOnly: number, n: number, z: number): number {
  const found = (oursOnly - baselineOnly) / n;
  let inside = found;
  let outside = 1;
  for (;;) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) return middle;
    const isRejected = n * (middle - found) ** 2 > z * z * variance(oursOnly, baselineOnly, n, middle);
    if (isRejected) outside = middle;
    else inside = middle;
  }
}

/**
 * Tango's score interval of the difference of two shares measured on the same `n` > 0 things, of which ours alone has
 * `oursOnly` right and the baseline alone `baselineOnly`. It holds 0 just where McNemar's test without a correction does not
 * reject, and has a width also where no pair differs: ± z² / (n + z²). Tango, "Equivalence Test and Confidence Interval
 * for the Difference in Proportions for the Paired-Sample Design", Statistics in Medicine 17 (1998).
 */
export function tangoInterval(oursOnly: number, baselineOnly: number, n: number, level: number): Bounds {
  const z = normalQuantile((1 + level) / 2);
  return { low: -upperBound(baselineOnly, oursOnly, n, z), high: upperBound(oursOnly, baselineOnly, n, z) };
}
