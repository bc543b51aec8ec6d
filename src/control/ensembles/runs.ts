import type { SettingSpec } from '../strategy.ts';
import type { RunRequest } from './ensemble.ts';

/** What every ensemble asks for: more would keep a browser busy for hours. */
export const RUNS_SETTING: SettingSpec = {
  kind: 'integer',
  min: 1,
  max: 512,
  step: 1,
  label: 'Runs',
  help: 'How many times the problem is run at most; each run has random numbers of its own.',
  main: true,
};

/** Runs from number `from` up to the `to`-th, with `also` stacked onto each. */
export function requestRuns(from: number, to: number, also: RunRequest['also'] = []): readonly RunRequest[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => ({ run: from + offset, also }));
}
