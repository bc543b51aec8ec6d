import { triangularWave, type Wave } from '../../control/strategies/cyclic-reflex.ts';

/** From data to pixels. */
export type Scale = (value: number) => number;

const pixel = (value: number): string => String(Math.round(value * 100) / 100);

function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${pixel(x)} ${pixel(y)}`).join('');
}

/** More turns than this over the picture are one dark band, which is what they would look like. */
const MOST_TURNS = 400;

/** Positions from `from` to `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The triangular wave over a stretch of positions, as an SVG path through its turning points; '' for an empty stretch. */
export function wavePath(wave: Wave, { from, to }: Stretch, x: Scale, y: Scale): string {
  const { amplitude, period, shift } = wave;
  if (to <= from) return '';
  if ((to - from) / period > MOST_TURNS) {
    return `${pathThrough([
      [x(from), y(amplitude)],
      [x(to), y(amplitude)],
      [x(to), y(-amplitude)],
      [x(from), y(-amplitude)],
    ])}Z`;
  }
  const firstTurn = period * (0.25 - shift);
  const skipped = Math.max(0, Math.floor((from - firstTurn) / (period / 2)) + 1);
  const points = [from];
  for (let at = firstTurn + skipped * (period / 2); at < to; at += period / 2) if (at > from) points.push(at);
  points.push(to);
  return pathThrough(points.map((at) => [x(at), y(triangularWave(at, wave))]));
}
