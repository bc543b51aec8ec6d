import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** A stretch of the token axis: from `from`, before `to`. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** What all charts show; null for the whole run, however long it becomes. */
export const timelineRange = createStore<{ readonly range: TokenRange | null }>()(() => ({ range: null }));

const NARROWEST = 8;

export function useTimelineRange(): TokenRange | null {
  return useStore(timelineRange, (state) => state.range);
}

/** A stretch that lies within `length` tokens and is neither empty nor, as it were, everything: that is null. */
export function heldRange({ from, to }: TokenRange, length: number): TokenRange | null {
  const width = Math.min(Math.max(NARROWEST, to - from), length);
  const start = Math.max(0, Math.min(from, length - width));
  return width >= length ? null : { from: start, to: start + width };
}

/** A stretch with the same middle, `factor` times as wide. */
export function zoomed({ from, to }: TokenRange, factor: number, length: number): TokenRange | null {
  const middle = (from + to) / 2;
  const half = ((to - from) * factor) / 2;
  return heldRange({ from: middle - half, to: middle + half }, length);
}

/** The same stretch where it holds the position, else one as wide with the position in its middle. */
export function rangeWith(range: TokenRange, position: number, length: number): TokenRange | null {
  if (position >= range.from && position < range.to) return range;
  const half = (range.to - range.from) / 2;
  return heldRange({ from: position - half, to: position + half }, length);
}
