import { expect, test } from 'vitest';
import { hashItem, hashModel, hashStrategy } from './hashes.ts';

const same = (text: string): string => text;
const item = { id: 'a', problem: 'p', answer: '4' };
const strategy = {
  strategy: 'cyclic-reflex',
  settings: { amplitude: 3, period: 60 },
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 },
  maxTokens: 60,
};

test('a problem is what is asked and what counts as right', () => {
  const hash = hashItem(item, same);
  for (const change of [{ id: 'b' }, { problem: 'q' }, { answer: '5' }, { numbers: [1] }, { target: 3 }])
    expect(hashItem({ ...item, ...change }, same)).not.toBe(hash);
  expect(hashItem({ ...item, family: 'sums', level: 2 }, same)).toBe(hash);
});

test('a strategy is all that decides how it decodes, in any order', () => {
  const hash = hashStrategy(strategy, same);
  expect(hashStrategy({ ...strategy, settings: { period: 60, amplitude: 3 } }, same)).toBe(hash);
  for (const change of [
    { strategy: 'plain' },
    { settings: { amplitude: 3, period: 61 } },
    { sampling: { ...strategy.sampling, topP: 1 } },
    { maxTokens: 61 },
  ])
    expect(hashStrategy({ ...strategy, ...change }, same)).not.toBe(hash);
});

test('a model is its files, in any order', () => {
  const [a, b] = [
    { path: 'a', sha256: '1' },
    { path: 'b', sha256: '2' },
  ];
  expect(hashModel([a, b], same)).toBe(hashModel([b, a], same));
  expect(hashModel([a, b], same)).not.toBe(hashModel([{ ...a, sha256: '2' }, b], same));
  expect(hashModel([a, b], same)).not.toBe(hashModel([a], same));
});
