import { expect, test } from 'vitest';
import { readRoute } from './app/route.ts';
import { compareLink, readCompareLink, type LinkedComparison } from './compare-link.ts';

const COMPARISON: LinkedComparison = {
  prompt: 'Use 2, 5 & 9 to make 47? <b>100 %</b> #1',
  answer: { gold: '7' },
  lanes: [
    { strategy: 'plain', settings: {} },
    { strategy: 'cyclic-reflex', settings: { amplitude: 3 }, also: [{ strategy: 'srgen', settings: { steps: 2 } }] },
  ],
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 1234567 },
  maxTokens: 400,
};

test('a comparison comes back from its address', () => {
  const route = readRoute(compareLink(COMPARISON) ?? '');
  expect(route?.page).toBe('compare');
  expect(readCompareLink(route?.setup ?? '')).toEqual(COMPARISON);
});

test('too long a comparison has no address, and too long an address no comparison', () => {
  expect(compareLink({ ...COMPARISON, prompt: 'x'.repeat(20_000) })).toBeNull();
  expect(() => readCompareLink('x'.repeat(20_000))).toThrow('longer than');
});

test.each(['', '%', '{', 'null', '%7B%7D', encodeURIComponent(JSON.stringify({ ...COMPARISON, maxTokens: -1 }))])(
  'an address of %j is refused with a reason',
  (text) => expect(() => readCompareLink(text)).toThrow('The address holds no comparison'),
);
