import { useStore } from 'zustand';
import { inference, lab } from '../session/lab.ts';
import { knownAnswer } from '../session/examples.ts';
import { createSeedRuns, type SeedRun } from './seed-runs.ts';

/** The seeds of this page. */
export const seedRuns = createSeedRuns({
  session: lab,
  client: inference,
  knownAnswer,
  newId: () => crypto.randomUUID(),
});

export function useSeedRun(): SeedRun | null {
  return useStore(seedRuns.store, (state) => state.run);
}
