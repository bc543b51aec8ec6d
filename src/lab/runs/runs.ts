import { useStore } from 'zustand';
import { addressOf } from '../app/route.ts';
import { untilIdle } from '../open-link.ts';
import { lab } from '../session/lab.ts';
import { importRun } from './import-run.ts';
import { runClaims, runsNews, runStore } from './keeping.ts';
import { DELETED } from './not-saved.ts';
import { createReplay } from './replay.ts';
import { createRunsSession, type RunsState } from './runs-state.ts';
import { comparisonOf, setupOf, type SavedRun } from './saved-run.ts';

export const replay = createReplay(lab.store);

/** Makes room for a run, fields included. */
async function makeRoom(run: SavedRun): Promise<void> {
  await untilIdle(lab);
  lab.replaceSetup(setupOf(run));
}

function seen(): boolean {
  return document.visibilityState === 'visible';
}

/** The kept runs of this page. */
export const runs = createRunsSession({
  store: runStore,
  claims: runClaims,
  seen,
  importRun,
  newId: () => crypto.randomUUID(),
  async show(run, comparison, how) {
    await makeRoom(run);
    lab.store.setState({ comparison });
    if (how === 'replay') replay.play(comparison);
    location.hash = addressOf('compare');
  },
  async goOn(run) {
    await makeRoom(run);
    const comparison = comparisonOf(run, run.id);
    lab.store.setState({ comparison });
    location.hash = addressOf('compare');
    await lab.goOn(comparison);
  },
});

// The list shows what has become of a run.
lab.store.subscribe(({ activity }, { activity: before }) => {
  if (activity === 'idle' && before !== 'idle' && runs.store.getState().list !== null) void runs.refresh();
});

function refreshIfSeen(): void {
  if (seen()) void runs.refresh();
}

/** Keeps the list as it is in the browser, whichever tab changes it, while somebody looks; returns what ends that. */
export function followRuns(): () => void {
  refreshIfSeen();
  document.addEventListener('visibilitychange', refreshIfSeen);
  const unlisten = runsNews.listen(refreshIfSeen);
  return () => {
    document.removeEventListener('visibilitychange', refreshIfSeen);
    unlisten();
  };
}

// A run that goes on notices by itself, and is saved anew.
runStore.onLoss(() => {
  const { comparison, activity } = lab.store.getState();
  if (activity !== 'idle' || !comparison?.keep) return;
  const tell = (kept: boolean): void => {
    if (!kept && lab.store.getState().comparison === comparison) lab.store.setState({ unsaved: DELETED });
  };
  runStore.has(comparison.id).then(tell, () => tell(false));
});

export function useRuns<T>(selector: (state: RunsState) => T): T {
  return useStore(runs.store, selector);
}
