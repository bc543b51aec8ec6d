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
