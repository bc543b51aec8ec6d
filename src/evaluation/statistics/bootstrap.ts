import { philox } from '../../control/random.ts';
import type { Bounds } from './bounds.ts';
import { quantileOfSorted } from './moments.ts';

const RESAMPLES = 10_000;

/** Fourth word of the counter. The sampler's numbers have 0 there and derived seeds 1, so these overlap with neither. */
const PURPOSE = 2;

/**
 * The percentile bootstrap interval of a mean (Efron and Tibshirani, 1993, chapter 13), one value per problem, problems
 * drawn with replacement.
 *
 * Draw d of resample r is word d mod 4 of the Philox block with counter (floor(d / 4), r, 0, 2) under the seed's two
 * halves as key, times n / 2^32, rounded down (its bias towards any problem is below n / 2^32). Values are sorted first,
 * so their order does not matter; the same n always draws the same ranks. null for fewer than two values.
 */
export function bootstrapMean(
  values: readonly number[],
  seed: number,
  level: number,
  resamples = RESAMPLES,
): Bounds | null {
  return bootstrap(values, seed, level, resamples, (drawn) => {
    let sum = 0;
    for (const value of drawn) sum += value;
    return sum / drawn.length;
  });
}

/** The same of a median. */
export function bootstrapMedian(
  values: readonly number[],
  seed: number,
  level: number,
  resamples = RESAMPLES,
): Bounds | null {
  return bootstrap(values, seed, level, resamples, (drawn) => quantileOfSorted(drawn.sort(), 0.5));
}

/** `statistic` of each resample, which it may reorder. */
function bootstrap(
  values: readonly number[],
  seed: number,
  level: number,
  resamples: number,
  statistic: (drawn: Float64Array) => number,
): Bounds | null {
  const n = values.length;
  if (n < 2) return null;
  const sorted = Float64Array.from(values).sort();
  const key = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0] as const;
  const scale = n / 0x100000000;
  const found = new Float64Array(resamples);
  const drawn = new Float64Array(n);
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let draw = 0; draw < n; draw += 4) {
      const words = philox([draw / 4, resample, 0, PURPOSE], key);
      const used = Math.min(4, n - draw);
      for (let word = 0; word < used; word += 1)
        drawn[draw + word] = sorted[Math.floor((words[word] ?? 0) * scale)] ?? 0;
    }
    found[resample] = statistic(drawn);
  }
  found.sort();
  return { low: quantileOfSorted(found, (1 - level) / 2), high: quantileOfSorted(found, (1 + level) / 2) };
}
