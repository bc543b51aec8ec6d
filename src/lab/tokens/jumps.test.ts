import { expect, it } from 'vitest';
import { nextIn } from './jumps.ts';

it('goes to the nearest target on either side, and nowhere beyond the last', () => {
  const targets = [3, 7, 20];
  expect([nextIn(targets, 0, 1), nextIn(targets, 3, 1), nextIn(targets, 8, 1), nextIn(targets, 20, 1)]).toEqual([
    3,
    7,
    20,
    null,
  ]);
  expect([nextIn(targets, 25, -1), nextIn(targets, 20, -1), nextIn(targets, 3, -1)]).toEqual([20, 7, null]);
  expect(nextIn([], 4, 1)).toBeNull();
});
