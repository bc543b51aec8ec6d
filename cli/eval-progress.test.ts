import { expect, test } from 'vitest';
import type { Sample } from './eval-sample.ts';
import { startProgress } from './eval-progress.ts';

const sample = (strategy: string, verdict: Sample['verdict']): Sample => ({
  task: 't', id: 'a', sample: 0, strategy, settings: {}, seed: 1, answer: null, gold: '', verdict,
  tokens: 100, thinkingTokens: 90, reflections: 0, end: 'end', text: '',
});

test('says how much is done, how fast, how long it will take and how well it goes', () => {
  let time = 0;
  const lines: string[] = [];
  const progress = startProgress(4, () => time, (line) => lines.push(line));
  time = 1000;
  progress.add(sample('plain', 'correct'));
  expect(lines).toEqual([]);
  time = 2000;
  progress.add(sample('cyclic-reflex', 'no answer'));
  expect(lines).toEqual(['2 of 4 done, 2 left · 100 tokens/s · 2 s to go · plain 1/1 (100 %) · cyclic-reflex 0/1 (0 %)']);
  progress.end();
  expect(lines).toHaveLength(2);
});
