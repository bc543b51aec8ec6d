import { describe, expect, it } from 'vitest';
import { settled } from '../session/test-doubles.ts';
import { entryOf } from './describe-entry.ts';
import { createRunsList, type RunsList } from './runs-list.ts';
import { savedRun } from './test-runs.ts';

/** A list, and a run of another tab that may write to it and let go of it. Readings are answered when the test wants it. */
function setUp() {
  const shown: (RunsList | null)[] = [];
  const answers: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  const run = { texts: ['a'], goesOn: true, seen: true };
  const read = createRunsList({
    store: {
      async list() {
        const entry = entryOf(savedRun(run.texts), []);
        await new Promise<void>((resolve) => answers.push(resolve));
        return [entry];
      },
    },
    claims: {
      underWay: () => Promise.resolve(new Set(run.goesOn ? ['one'] : [])),
      whenFree: () => new Promise((resolve) => waiting.push(resolve)),
    },
    seen: () => run.seen,
    show: (list) => shown.push(list),
  });
  return {
    shown: () =>
      shown.map((each) => ({ tokens: each?.list[0]?.lanes[0]?.tokens, underWay: [...(each?.underWay ?? [])] })),
    read: () => {
      void read();
      return settled();
    },
    answer: (reading: number) => {
      answers[reading]?.();
      return settled();
    },
    waiting,
    write: (...texts: readonly string[]) => (run.texts = [...texts]),
    hide: () => (run.seen = false),
    letGo: () => {
      run.goesOn = false;
      for (const free of waiting.splice(0)) free();
      return settled();
    },
  };
}

const refused = (): Promise<never> => Promise.reject(new Error('refused'));

describe('the list of runs', () => {
  it('is read again by itself when the run of another tab is let go of', async () => {
    const { shown, read, answer, write, letGo, waiting } = setUp();
    await read();
    await answer(0);
    expect(shown()).toEqual([{ tokens: 1, underWay: ['one'] }]);
    write('a', 'b', 'c');
    await letGo();
    await answer(1);
    expect(shown().at(-1)).toEqual({ tokens: 3, underWay: [] });
    expect(waiting).toEqual([]);
  });

  it('shows what came last where a run is let go of while it is read', async () => {
    const { shown, read, answer, write, letGo } = setUp();
    await read();
    write('a', 'b');
    await letGo();
    await answer(1);
    await answer(0);
    expect(shown()).toEqual([{ tokens: 2, underWay: [] }]);
  });

  it('is not read for nobody: a page that is hidden reads it when it is looked at again', async () => {
    const { shown, read, answer, hide, letGo } = setUp();
    await read();
    await answer(0);
    hide();
    await letGo();
    await answer(1);
    expect(shown()).toEqual([{ tokens: 1, underWay: ['one'] }]);
  });

  it('waits for each run once, however often it is read', async () => {
    const { read, answer, waiting } = setUp();
    for (const reading of [0, 1]) {
      await read();
      await answer(reading);
    }
    expect(waiting).toHaveLength(1);
  });

  it('says where the browser keeps nothing', async () => {
    const shown: (RunsList | null)[] = [];
    const claims = { underWay: () => Promise.resolve(new Set<string>()), whenFree: refused };
    await createRunsList({ store: { list: refused }, claims, seen: () => true, show: (list) => shown.push(list) })();
    expect(shown).toEqual([null]);
  });
});
