import { expect, it } from 'vitest';
import { entryOf } from './describe-entry.ts';
import { describeLane, matches } from './search-runs.ts';
import { savedRun } from './test-runs.ts';

const entry = entryOf(savedRun(), ['answer 3, correct', '']);

it('describes a lane as far as it is known', () => {
  expect(entry.lanes.map(describeLane)).toEqual(['A Plain: 3 tokens, answer 3, correct', 'B CyclicReflex: 3 tokens']);
});

it.each([
  ['', true],
  ['my RUN', true],
  ['correct cyclic', true],
  ['srgen', false],
])('"%s" finds it: %s', (search, found) => {
  expect(matches(entry, search)).toBe(found);
});
