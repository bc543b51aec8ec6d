import { expect, test } from 'vitest';
import { shareOut } from './eval-workers.ts';

const GROUPS = [[1, 2], [3], [4, 5], [6]];
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('every job is done once, the jobs of a group by one worker and in order', async () => {
  const done: [string, number][] = [];
  await shareOut(['a', 'b'], GROUPS, async (worker, job) => {
    await turn();
    done.push([worker, job]);
  });
  expect(new Set(done.map(([, job]) => job))).toEqual(new Set(GROUPS.flat()));
  expect(done).toHaveLength(6);
  for (const group of GROUPS) {
    const own = done.filter(([, job]) => group.includes(job));
    expect(own.map(([, job]) => job)).toEqual(group);
    expect(new Set(own.map(([worker]) => worker)).size).toBe(1);
  }
});

test('a failure ends all workers after the jobs they are at', async () => {
  const done: number[] = [];
  const failing = shareOut(['a', 'b'], GROUPS, async (_, job) => {
    await turn();
    if (job === 3) throw new Error('broken');
    await turn();
    done.push(job);
  });
  await expect(failing).rejects.toThrow('broken');
  expect(done).toEqual([1]);
});
