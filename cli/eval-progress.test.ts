import { expect, test } from 'vitest';
import { startProgress } from './eval-progress.ts';
import type { Sample } from './eval-sample.ts';

const sample = (strategy: string, verdict: Sample['verdict']): Sample => ({
  task: 't',
  id: 'a',
  sample: 0,
  strategy,
  settings: {},
  seed: 1,
  answer: null,
  gold: '',
  verdict,
  tokens: 100,
  thinkingTokens: 90,
  reflections: 0,
  end: 'end',
  text: '',
});

test('says how much is done, how fast, how long it will take and how well it goes', () => {
  const lines: string[] = [];
  const progress = startProgress(6, (line) => lines.push(line));
  progress.add([sample('plain', 'correct'), sample('cyclic-reflex', 'no answer')], 1000);
  expect(lines).toEqual([]);
  progress.add([sample('plain', 'wrong'), sample('cyclic-reflex', 'unscored')], 1000);
  expect(lines).toEqual([
    '4 of 6 done, 2 left · 200 tokens/s · 1 s to go · A plain 1/2 (50 %) · B cyclic-reflex 0/1 (0 %)',
  ]);
  progress.add([sample('plain', 'wrong'), sample('cyclic-reflex', 'wrong')], 10);
  progress.end();
  expect(lines[1]).toMatch(/^6 of 6 done, 0 left/);
  progress.end();
  expect(lines).toHaveLength(2);
});
