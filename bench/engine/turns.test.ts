import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BlockResult } from './page/contender.ts';
import type { Runner } from './runners.ts';
import { TimeLimit } from './time-limit.ts';
import { Turns, type Contest, type TurnOptions } from './turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const runner = (name: string, kind: Runner['kind'], worker = name): Runner => ({
  name,
  kind,
  worker,
  task: name,
  settings: {},
  weights: 'same file',
});
const OURS = runner('plain', 'own');
const LOOP = runner('loop', 'loop');

const SECOND = 1000;
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every block takes `fixed` milliseconds, and `perToken` for each token. */
function contestOf(fixed: number, perToken: number, changes: Partial<Contest> = {}) {
  const kept: string[] = [];
  const notes: string[] = [];
  const lines: string[] = [];
  const contest: Contest = {
    load: async () => undefined,
    async block(_, tokens): Promise<BlockResult> {
      await wait(fixed + perToken * tokens);
      const times = Array.from({ length: tokens }, () => perToken);
      return { times, elapsedMilliseconds: perToken * tokens, readBackBytes: 0, millisecondsByStage: {} };
    },
    keep: ({ name }, { times }) => kept.push(`${name} ${times.length}`),
    leaveOut: async () => undefined,
    progress: (line) => lines.push(line),
    note: (line) => notes.push(line),
    ...changes,
  };
  return { contest, kept, notes, lines };
}

async function run(runners: readonly Runner[], contest: Contest, changes: Partial<TurnOptions> = {}): Promise<void> {
  const turns = new Turns(runners, new TimeLimit(100 * SECOND), contest);
  const done = turns.run({ blocks: 3, tokens: 4, milliseconds: 200, ...changes });
  await Promise.all([done, vi.runAllTimersAsync()]);
}

it('gives every contender its turns, and keeps neither the first block nor the one that warms up', async () => {
  const { contest, kept, notes, lines } = contestOf(SECOND, SECOND);
  const block = vi.spyOn(contest, 'block');
  await run([OURS, LOOP], contest);
  expect(kept).toEqual(['plain 4', 'loop 4', 'plain 4', 'loop 4', 'plain 4', 'loop 4']);
  expect(block).toHaveBeenCalledTimes(10);
  expect(notes).toEqual([]);
  expect(lines.at(-1)).toBe('Turn 3 of 3 · loop (2 of 2) · at most 5 s to go');
});

it('loads and compiles once for every worker', async () => {
  const shared = runner('bare', 'own', OURS.worker);
  const { contest, kept } = contestOf(SECOND, SECOND);
  const [load, block] = [vi.spyOn(contest, 'load'), vi.spyOn(contest, 'block')];
  await run([shared, OURS, LOOP], contest, { blocks: 1, tokens: 2 });
  expect(load.mock.calls).toEqual([[shared], [LOOP]]);
  expect(block.mock.calls.slice(0, 2)).toEqual([
    [shared, 1, 1],
    [LOOP, 1, 1],
  ]);
  expect(kept).toEqual(['bare 2', 'plain 2', 'loop 2']);
});

it('has fewer tokens in a turn where so many would take too long', async () => {
  const { contest, kept, notes } = contestOf(SECOND, 5 * SECOND);
  await run([OURS, LOOP], contest);
  // 88 s are left after the first turn: 29 for each, of which 2 are fixed and 10 every token's.
  expect(kept).toEqual(['plain 2', 'loop 2', 'plain 2', 'loop 2', 'plain 2', 'loop 2']);
  expect(notes).toEqual(['Tokens of a turn: 2 instead of 4, so that there are more turns.']);
});

it('ends when the time is up, with the turns that it has', async () => {
  const { contest, kept, notes } = contestOf(10 * SECOND, 5 * SECOND);
  await run([OURS, LOOP], contest, { blocks: 20 });
  expect(kept).toEqual(['plain 1', 'loop 1', 'plain 1', 'loop 1']);
  expect(notes.at(-1)).toBe('The time is up in turn 3 of 20.');
});

it('leaves out a contender that takes a quarter of the time for one turn, and all that share its worker', async () => {
  const slow = [runner('slow', 'transformers', 'shared'), runner('also', 'transformers', 'shared')];
  const { contest, kept, notes } = contestOf(SECOND, SECOND);
  const leaveOut = vi.fn(async () => undefined);
  await run([OURS, ...slow, LOOP], {
    ...contest,
    leaveOut,
    block: async (who, ...rest) => (who === slow[0] ? new Promise(() => undefined) : contest.block(who, ...rest)),
  });
  expect(kept).toEqual(['plain 4', 'loop 4', 'plain 4', 'loop 4', 'plain 4', 'loop 4']);
  expect(notes).toEqual(['slow is left out from here on: it has not done its turn in 25 s.']);
  expect(leaveOut).toHaveBeenCalledExactlyOnceWith(slow[0]);
});

it('leaves out what cannot load the model, but does not hide a fault of ours', async () => {
  const { contest, kept, notes } = contestOf(SECOND, SECOND);
  const load = async (who: Runner): Promise<void> => {
    if (who === LOOP) throw new Error('No such operator.');
  };
  await run([OURS, LOOP], { ...contest, load });
  expect(kept).toEqual(['plain 4', 'plain 4', 'plain 4']);
  expect(notes).toEqual(['loop is left out from here on: No such operator.']);

  const failing = contestOf(SECOND, SECOND, { load: async () => Promise.reject(new Error('Ours.')) });
  await expect(run([OURS, LOOP], failing.contest)).rejects.toThrow('Ours.');
});
