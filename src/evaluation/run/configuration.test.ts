import { expect, test } from 'vitest';
import { describeDifferences } from './configuration.ts';
import { testConfiguration } from './test-doubles.ts';

const there = testConfiguration();

test('equal configurations have no differences', () => {
  expect(describeDifferences(there, testConfiguration())).toEqual([]);
});

test('says what differs', () => {
  const here = testConfiguration({
    seed: 8,
    shard: { index: 1, of: 4 },
    strategies: [{ strategy: 'plain', settings: {}, hash: 's1' }],
  });
  expect(describeDifferences(there, here)).toEqual([
    'seed is 7 there, 8 here',
    'strategies is plain, cyclic-reflex (amplitude=3) there, plain here',
    'shard is none there, 1/4 here',
  ]);
});

test('says which problems differ', () => {
  expect(describeDifferences(there, testConfiguration({ items: there.items.slice(1) }))).toEqual([
    'the number of problems is 5 there, 4 here',
  ]);
  const items = there.items.map((item) => (item.id === 'c' ? { id: 'c', hash: 'other' } : item));
  expect(describeDifferences(there, testConfiguration({ items }))[0]).toContain('problem 3 is "c" there');
});
