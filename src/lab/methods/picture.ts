import type { Settings } from '../../control/strategy.ts';
import type { TokenRecord } from '../../decoding/trace.ts';

export type Point = readonly [x: number, y: number];

interface Axis {
  readonly from: number;
  readonly to: number;
  /** With its unit. */
  readonly label: string;
}

/** What settings do, as something to draw. Every number in it comes from the control code that runs. */
export interface Picture {
  readonly x: Axis;
  readonly y: Axis;
  /** `curve`: what the settings make; `measured`: what was found in a run; `limit`: where something happens. */
  readonly lines: readonly { readonly look: 'curve' | 'measured' | 'limit'; readonly points: readonly Point[] }[];
  readonly marks: readonly { readonly at: Point; readonly sign: string }[];
  /** What is seen, in words. */
  readonly words: string;
  /** What the axes are, and what of it is made up. */
  readonly caption: string;
}

/** How the settings of one strategy are drawn. */
export interface PictureOf {
  /** The settings that shape it; others are left at what was published. */
  readonly fields: readonly string[];
  /** `recorded`: the tokens of the recorded run that the page opens with; empty until they have come. */
  readonly draw: (settings: Settings, recorded: readonly TokenRecord[]) => Picture;
}

export function limitAt(y: number, { from, to }: Picture['x']): Picture['lines'][number] {
  return {
    look: 'limit',
    points: [
      [from, y],
      [to, y],
    ],
  };
}

/** A line from top to bottom. */
export function momentAt(x: number, { from, to }: Picture['y']): Picture['lines'][number] {
  return {
    look: 'limit',
    points: [
      [x, from],
      [x, to],
    ],
  };
}

/** Numbers from `from` to `to`, both included, evenly. */
export function evenly(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}
