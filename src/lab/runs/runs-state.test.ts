import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../control/errors.ts';
import { createRunsSession } from './runs-state.ts';
import type { SavedRun } from './saved-run.ts';
import { savedRun } from './test-runs.ts';

const GONE = new ProblemError('trace-invalid', 'Not kept.', 'Reload.');

/** Kept runs, one of which may go on in another tab. */
function setUp({ kept = true, elsewhere = false }) {
  const log: unknown[] = [];
  const runs = createRunsSession({
    store: {
      list: () => Promise.resolve([]),
      put: () => Promise.resolve(),
      append: () => Promise.resolve(),
      describe: () => Promise.resolve(),
      read: () => (kept ? Promise.resolve(savedRun()) : Promise.reject(GONE)),
      rename: () => Promise.resolve(),
      has: () => Promise.resolve(kept),
      onLoss: () => undefined,
      delete: (id) => Promise.resolve(void log.push(`deleted ${id}`)),
    },
    claims: {
      claim: () => Promise.resolve(!elsewhere),
      release: (id) => log.push(`released ${id}`),
      underWay: () => Promise.resolve(new Set(elsewhere ? ['one'] : [])),
      whenFree: () => new Promise(() => undefined),
    },
    importRun: () => Promise.resolve({ ok: false, problem: GONE.problem }),
    show: () => Promise.resolve(),
    goOn: (run: SavedRun) => Promise.resolve(void log.push(run.name)),
    seen: () => true,
    newId: () => 'new',
  });
  return { runs, log, problem: () => runs.store.getState().problem };
}

describe('a run that broke off', () => {
  it('goes on as it is kept, and is free for other tabs afterwards', async () => {
    const { runs, log, problem } = setUp({});
    await runs.goOn('one', { ...savedRun(), name: 'As shown' });
    expect(log).toEqual(['My run', 'released one']);
    expect(problem()).toBeNull();
  });

  it('goes on as it is shown where it is not kept', async () => {
    const { runs, log, problem } = setUp({ kept: false });
    await runs.goOn('one', { ...savedRun(), name: 'As shown' });
    expect(log).toEqual(['As shown', 'released one']);
    await runs.goOn('one');
    expect(problem()).toEqual(GONE.problem);
  });

  it('is neither continued nor deleted while it goes on in another tab', async () => {
    const { runs, log, problem } = setUp({ elsewhere: true });
    await runs.goOn('one');
    expect(problem()?.message).toBe('This run goes on in another tab.');
    await runs.remove('one');
    expect(problem()?.message).toBe('This run is under way.');
    expect(log).toEqual([]);
  });
});
