import type { Bounds } from './bounds.ts';
import { normalQuantile } from './normal.ts';

/**
 * Wilson's score interval of a share from `successes` of `n` > 0 independent trials: every p that a two-sided score test
 * does not reject. Unlike p ± error it stays within 0 and 1 and has a width at both ends. Wilson, "Probable Inference, the
 * Law of Succession, and Statistical Inference" (1927); recommended by Brown, Cai and DasGupta (2001) for any n.
 */
export function wilsonInterval(successes: number, n: number, level: number): Bounds {
  const z = normalQuantile((1 + level) / 2);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z / (2 * n)) ** 2);
  const scale = 1 + (z * z) / n;
  // At both ends one bound is the share itself, but for rounding.
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === n ? 1 : (centre + half) / scale,
  };
}
