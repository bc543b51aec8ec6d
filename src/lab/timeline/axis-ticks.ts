import type { TokenRange } from './timeline-range.ts';

/** Round positions of a stretch of the token axis: 1, 2 or 5 times a power of ten apart, about `most` of them. */
export function axisTicks({ from, to }: TokenRange, most: number): readonly number[] {
  if (to <= from || most < 1) return [];
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  const step = Math.max(1, factor * power);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
