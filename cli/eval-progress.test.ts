import { expect, test } from 'vitest';
import { startProgress } from './eval-progress.ts';

test('says how much is done, how fast, how long it will take and how well it goes', () => {
  const lines: string[] = [];
  let now = 0;
  const say = (line: string): number => lines.push(line);
  const progress = startProgress(8, ['A plain', 'B cyclic-reflex'], { now: () => now, say, interval: 2000 });
  progress.addEarlier(0, { verdict: 'correct', tokens: 500 });
  progress.addEarlier(1, { verdict: 'wrong', tokens: 500 });
  progress.add(0, { verdict: 'correct', tokens: 100 });
  expect(lines).toEqual([]);
  now = 2000;
  progress.add(1, { verdict: 'unscored', tokens: 100 });
  expect(lines).toEqual([
    '4 of 8 done, 4 left · 100 tokens/s · 4 s to go · A plain 2/2 (100 %) · B cyclic-reflex 0/1 (0 %)',
  ]);
  progress.add(0, { verdict: 'wrong', tokens: 100 });
  progress.add(1, { verdict: 'too long', tokens: 0 });
  progress.end();
  expect(lines[1]).toMatch(/^6 of 8 done, 2 left.* B cyclic-reflex 0\/1 \(0 %\), 1 too long$/);
  progress.end();
  expect(lines).toHaveLength(2);
});
