import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Which tokens of each lane are in view, by lane. */
const visible = createStore<Readonly<Record<number, Range>>>()(() => ({}));

export function showVisible(lane: number, { from, to }: Range): void {
  const known = visible.getState()[lane];
  if (known?.from !== from || known.to !== to) visible.setState({ [lane]: { from, to } });
}

export function useVisible(lane: number): Range | null {
  return useStore(visible, (ranges) => ranges[lane] ?? null);
}

/** From the first to the last token that any lane has in view; null where no lane has told. */
export function visibleNow(): Range | null {
  const ranges = Object.values(visible.getState());
  if (ranges.length === 0) return null;
  return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
}
