import type { Bounds } from './bounds.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * The interval of a mean over problems of something between `least` and `most`, when all `n` > 0 problems gave the same
 * `value`. Up to Wilson's bound of 0 in n, w = z² / (n + z²), of all problems may come out otherwise, at worst all at one
 * end: from value - w (value - least) to value + w (most - value). For one right or wrong answer a problem it is Wilson's
 * interval, for pairs of them Tango's.
 */
export function alikeInterval(value: number, least: number, most: number, n: number, level: number): Bounds {
  const { high: otherwise } = wilsonInterval(0, n, level);
  return { low: value - otherwise * (value - least), high: value + otherwise * (most - value) };
}
