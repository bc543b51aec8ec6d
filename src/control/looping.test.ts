import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endsInLoop, isLooping } from './looping.ts';

const block = (length: number, from = 100): number[] => Array.from({ length }, (_, index) => from + index);
const times = (count: number, ids: readonly number[]): number[] => Array.from({ length: count }, () => ids).flat();

test.each([
  ['a block three times', [...block(40), ...times(3, block(8, 500))], true],
  ['cut off within the fourth', [...block(40), ...times(3, block(8, 500)), ...block(5, 500)], true],
  ['one token again and again', [...block(10), ...times(24, [7])], true],
  ['a block twice', [...block(40), ...times(2, block(30, 500))], false],
  ['three times, but short', [...block(40), ...times(3, block(7, 500))], false],
  ['a few equal tokens', [...block(40), 7, 7, 7], false],
  ['a loop that was left', [...times(5, block(8, 500)), ...block(9)], false],
  ['nothing', [], false],
])('%s', (_, ids, expected) => expect(endsInLoop(ids)).toBe(expected));

const records = (ids: readonly number[]): { id: number }[] => ids.map((id) => ({ id }));

test('may ask for more repeats, and looks back a bounded way', () => {
  const loop = [...block(40), ...times(5, block(8, 500))];
  expect([3, 5, 6].map((repeats) => endsInLoop(loop, repeats))).toEqual([true, true, false]);
  expect(isLooping(records(loop), 5)).toBe(true);
  expect(isLooping(records(times(3, block(600))), 3)).toBe(false);
});

/** The definition, word for word. */
function bySearch(ids: readonly number[]): boolean {
  for (let period = 1; period * 3 <= ids.length; period += 1) {
    const needed = Math.max(24, 3 * period);
    if (needed > ids.length) continue;
    const tail = ids.slice(-needed);
    if (tail.every((id, index) => index < period || id === tail[index - period])) return true;
  }
  return false;
}

test('agrees with the definition', () => {
  const ids = fc
    .tuple(fc.array(fc.nat(2), { maxLength: 20 }), fc.array(fc.nat(2), { minLength: 1, maxLength: 12 }), fc.nat(50))
    .map(([before, repeated, length]) => [
      ...before,
      ...Array.from({ length }, (_, index) => repeated[index % repeated.length] ?? 0),
    ]);
  fc.assert(
    fc.property(ids, (each) => endsInLoop(each) === bySearch(each)),
    { numRuns: 1000 },
  );
});
