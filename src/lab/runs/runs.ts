import { useStore } from 'zustand';
import { addressOf } from '../app/route.ts';
import { untilIdle } from '../open-link.ts';
import { lab } from '../session/lab.ts';
import { importRun } from './import-run.ts';
import { keepRuns } from './keep-runs.ts';
import { createReplay } from './replay.ts';
import { openRunStore } from './runs-database.ts';
import { createRunsSession, type RunsState } from './runs-state.ts';
import { setupOf } from './saved-run.ts';

const store = openRunStore();

export const replay = createReplay(lab.store);

/** The kept runs of this page. */
export const runs = createRunsSession({
  store,
  importRun,
  newId: () => crypto.randomUUID(),
  async show(run, comparison, how) {
    await untilIdle(lab);
    lab.replaceSetup(setupOf(run));
    lab.store.setState({ comparison });
    if (how === 'replay') replay.play(comparison);
    location.hash = addressOf('compare');
  },
});

export function useRuns<T>(selector: (state: RunsState) => T): T {
  return useStore(runs.store, selector);
}

/** Keeps every run from here on. */
export function startKeeping(): void {
  keepRuns(lab, { store, now: () => Date.now(), onKept: (caught) => runs.tellKept(caught) });
}
