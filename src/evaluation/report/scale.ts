/** A linear scale whose ends are round numbers. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/** Steps of 1, 2 or 5 times a power of ten, about `count` of them, from below the least value to above the largest. */
export function niceScale(values: readonly number[], from: number, to: number, count = 6): Scale {
  const least = Math.min(...values);
  const largest = Math.max(...values);
  const size = Math.max(Math.abs(least), Math.abs(largest), 1e-3);
  // Values closer than that have no ticks between them in 12 digits.
  const room = largest - least > 1e-6 * size ? largest - least : Math.max(1, size);
  const power = 10 ** Math.floor(Math.log10(room / count));
  const step = ([1, 2, 5].find((factor) => factor * power * count >= room) ?? 10) * power;
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(largest / step));
  // Whole multiples, not sums: 0.1 + 0.2 must not be a tick.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  return { low, high, ticks, place: (value) => from + ((value - low) / (high - low)) * (to - from) };
}

/** For per cents between 0 and 100, which it never goes beyond: where all are alike, it shows ten points around them. */
export function percentScale(percents: readonly number[], from: number, to: number): Scale {
  const least = Math.min(...percents);
  const largest = Math.max(...percents);
  const ends = largest - least > 1e-6 ? [least, largest] : [Math.max(0, least - 10), Math.min(100, largest + 10)];
  return niceScale(ends, from, to, 5);
}

/** Coordinates with one decimal: more would only make the file longer. */
export function at(coordinate: number): string {
  return String(Number(coordinate.toFixed(1)));
}
