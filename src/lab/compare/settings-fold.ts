import { create } from 'zustand';
import { useLab } from '../session/lab.ts';
import type { LabState } from '../session/lab-state.ts';
import { runFault } from '../session/run-plan.ts';
import { isOutdated } from './describe-run.ts';

interface SettingsFold {
  /** What the visitor pressed; null for who has not: then the settings make room for the text by themselves. */
  readonly chosen: boolean | null;
  readonly choose: (open: boolean) => void;
}

export const useSettingsFold = create<SettingsFold>()((set) => ({
  chosen: null,
  choose: (chosen) => set({ chosen }),
}));

/** Settings are out while there is nothing else to look at, and while they are not those of the text below. */
function wanted(state: LabState): boolean {
  const { comparison, lanes } = state;
  if (!comparison || runFault(state) !== null) return true;
  return lanes.some((setup, lane) => {
    const run = comparison.lanes[lane];
    return !run || isOutdated(setup, run);
  });
}

export function useSettingsOpen(): boolean {
  const needed = useLab(wanted);
  return useSettingsFold((state) => state.chosen) ?? needed;
}
