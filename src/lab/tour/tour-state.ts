import { create } from 'zustand';
import { readStored, writeStored } from '../app/safe-storage.ts';

const KEY = 'second-thought/tour';
const SEEN = 'seen';

interface TourState {
  /** Whether this browser has been offered the tour before, and has taken or refused it. */
  readonly seen: boolean;
  /** The step that is shown; null while there is no tour. */
  readonly step: number | null;
  readonly start: () => void;
  readonly go: (step: number) => void;
  /** Also refuses it: either way it is not offered again. */
  readonly end: () => void;
}

export const useTour = create<TourState>()((set) => ({
  seen: readStored(KEY) === SEEN,
  step: null,
  start: () => set({ step: 0 }),
  go: (step) => set({ step }),
  end() {
    writeStored(KEY, SEEN);
    set({ step: null, seen: true });
  },
}));
