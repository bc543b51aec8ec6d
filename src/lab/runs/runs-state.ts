import { createStore, type StoreApi } from 'zustand/vanilla';
import { ProblemError, toProblem, type Problem } from '../../control/errors.ts';
import type { Outcome } from '../../../workers/protocol.ts';
import type { Comparison } from '../session/lab-state.ts';
import { exportRun, type ExportKind } from './export-run.ts';
import { answersOf, entryOf } from './describe-entry.ts';
import { wholeLane } from './run-batches.ts';
import type { RunClaims } from './run-claims.ts';
import type { RunEntry } from './run-entry.ts';
import type { RunStore } from './runs-database.ts';
import { createRunsList } from './runs-list.ts';
import { comparisonOf, type SavedRun } from './saved-run.ts';

export interface RunsState {
  /** Newest first; null until it has been read. */
  readonly list: readonly RunEntry[] | null;
  /** Ids of those that go on, in this tab or in another one. */
  readonly underWay: ReadonlySet<string>;
  readonly problem: Problem | null;
}

/** How an opened run appears: whole, or token by token. */
export type Opening = 'whole' | 'replay';

export interface RunsSurroundings {
  readonly store: RunStore;
  readonly importRun: (file: File) => Promise<Outcome<SavedRun>>;
  /** Puts a run on the Compare page. */
  readonly show: (run: SavedRun, comparison: Comparison, how: Opening) => Promise<void>;
  /** Goes on with a run on the Compare page, to its end; what goes wrong is shown there. */
  readonly goOn: (run: SavedRun) => Promise<void>;
  readonly claims: RunClaims;
  /** Whether the page is looked at. */
  readonly seen: () => boolean;
  readonly newId: () => string;
}

/** The runs that are kept in this browser and what a visitor can do with them. */
export interface RunsSession {
  readonly store: StoreApi<RunsState>;
  refresh(): Promise<void>;
  open(id: string, how: Opening): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  save(id: string, kind: ExportKind): Promise<void>;
  /** Keeps the runs of files and opens the last one. */
  importFiles(files: readonly File[]): Promise<void>;
  /**
   * Goes on with what broke off of a run, on the Compare page; resolves when it is over. `shown`: what is known of it where
   * it is not kept.
   */
  goOn(id: string, shown?: SavedRun): Promise<void>;
}

const ELSEWHERE = 'This run goes on in another tab.';
const HINT = 'Reload the page and try again.';
const NOT_KEPT: Problem = {
  code: 'internal',
  message: 'This browser keeps no runs for this page.',
  hint: 'Leave private browsing or free space on the disk. Until then, export what is not to be lost.',
};

export function createRunsSession({
  store: kept,
  importRun,
  show,
  goOn,
  claims,
  seen,
  newId,
}: RunsSurroundings): RunsSession {
  const store = createStore<RunsState>()(() => ({ list: null, underWay: new Set(), problem: null }));
  const read = createRunsList({
    store: kept,
    claims,
    seen,
    show: (list) => store.setState(list ?? { list: [], problem: NOT_KEPT }),
  });

  async function attempt(task: () => Promise<void>): Promise<void> {
    try {
      store.setState({ problem: null });
      await task();
    } catch (caught) {
      store.setState({ problem: toProblem(caught, 'internal', HINT) });
    }
  }

  async function importOne(file: File): Promise<SavedRun> {
    const outcome = await importRun(file);
    if (outcome.ok) return outcome.value;
    const { code, message, hint } = outcome.problem;
    throw new ProblemError(code, `${file.name}: ${message}`, hint);
  }

  return {
    store,
    refresh: read,
    open: (id, how) =>
      attempt(async () => {
        const run = await kept.read(id);
        await show(run, comparisonOf(run, newId()), how);
      }),
    goOn: (id, shown) =>
      attempt(async () => {
        if (!(await claims.claim(id))) {
          await read();
          throw new ProblemError('internal', ELSEWHERE, 'Watch it there, or stop it there first.');
        }
        try {
          // Another tab may have gone on with it since it was shown.
          await goOn(await kept.read(id).catch((caught: unknown) => shown ?? Promise.reject(caught as Error)));
        } finally {
          claims.release(id);
        }
      }),
    rename: (id, name) =>
      attempt(async () => {
        await kept.rename(id, name);
        await read();
      }),
    remove: (id) =>
      attempt(async () => {
        if ((await claims.underWay()).has(id))
          throw new ProblemError('internal', 'This run is under way.', 'Stop it first.');
        await kept.delete(id);
        await read();
      }),
    save: (id, kind) => attempt(async () => exportRun(await kept.read(id), kind)),
    importFiles: (files) =>
      attempt(async () => {
        for (const file of files) {
          const run = await importOne(file);
          const comparison = comparisonOf(run, newId());
          // A browser that keeps nothing still shows the run.
          await kept
            .put(
              entryOf(run, answersOf(comparison)),
              run.lanes.map(({ trace, elapsedMilliseconds }) => wholeLane({ ...trace, elapsedMilliseconds })),
            )
            .catch(() => undefined);
          if (file === files.at(-1)) await show(run, comparison, 'whole');
        }
        await read();
      }),
  };
}
