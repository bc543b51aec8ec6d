import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEvent, waitingRun, type LaneRun } from '../session/lane-run.ts';
import { tokenRecords } from '../session/test-doubles.ts';
import { commonSubsequence } from './common-subsequence.ts';
import { sameParagraphs } from './same-paragraphs.ts';

function laneOf(...paragraphs: readonly string[]): LaneRun {
  const records = tokenRecords(...paragraphs.map((text) => `${text}\n\n`));
  return applyEvent(waitingRun('r', []), { kind: 'tokens', records, texts: {}, elapsedMilliseconds: 1 }, 1);
}

const starts = (sets: readonly ReadonlySet<number>[]): number[][] => sets.map((set) => [...set]);

it('finds what both say, wherever it stands, and what each says alone', () => {
  const same = sameParagraphs([laneOf('a', 'b', 'c', 'd'), laneOf('a', 'x', 'c')]);
  expect(starts(same)).toEqual([
    [0, 2],
    [0, 2],
  ]);
});

it('in the first of three lanes folds only what all have', () => {
  const same = sameParagraphs([laneOf('a', 'b'), laneOf('a', 'b'), laneOf('a', 'c')]);
  expect(starts(same)).toEqual([[0], [0, 1], [0]]);
});

it('one lane has nothing to be compared with', () => {
  expect(starts(sameParagraphs([laneOf('a')]))).toEqual([[]]);
});

it('a common subsequence is common, rising, and as long as the plain recursion says', () => {
  const longest = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return 0;
    if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
    return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
  };
  const list = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 7 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const pairs = commonSubsequence(a, b);
      expect(pairs.length).toBe(longest(a, b));
      for (const [index, [inA, inB]] of pairs.entries()) {
        expect(a[inA]).toBe(b[inB]);
        const before = pairs[index - 1];
        if (before) expect([inA > before[0], inB > before[1]]).toEqual([true, true]);
      }
    }),
  );
});
