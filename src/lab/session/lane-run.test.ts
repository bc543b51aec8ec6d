import { describe, expect, it } from 'vitest';
import { applyEvent, outputText, waitingRun } from './lane-run.ts';
import { appendToParagraphs } from './paragraphs.ts';
import { partings } from './partings.ts';
import { tokenRecord, tokenRecords } from './test-doubles.ts';

const EMPTY = waitingRun('r', [{ id: 'plain', settings: {} }]);

function laneWith(texts: readonly string[], status: 'running' | 'finished' = 'finished') {
  return {
    ...applyEvent(EMPTY, { kind: 'tokens', records: tokenRecords(...texts), texts: {}, elapsedMilliseconds: 1 }, 1),
    status,
  };
}

describe('applyEvent', () => {
  it('keeps the time of the first token and drops tokens that were taken back', () => {
    const first = applyEvent(
      EMPTY,
      { kind: 'tokens', records: tokenRecords('a', 'b', 'c'), texts: { 1: 'x' }, elapsedMilliseconds: 10 },
      12,
    );
    const later = applyEvent(
      first,
      { kind: 'tokens', records: [tokenRecord(3, 'd')], texts: { 2: 'y' }, elapsedMilliseconds: 20 },
      25,
    );
    expect(later).toMatchObject({ firstTokenMilliseconds: 12, elapsedMilliseconds: 20, texts: { 1: 'x', 2: 'y' } });
    const back = applyEvent(later, { kind: 'withdraw', length: 2 }, 26);
    expect(outputText(back)).toBe('ab');
    expect(back.paragraphs.flatMap(({ records }) => records)).toHaveLength(2);
  });
});

describe('appendToParagraphs', () => {
  it('splits at empty lines and at a change of phase, and keeps closed paragraphs as they are', () => {
    const one = appendToParagraphs([], tokenRecords('A', '.\n\n', 'B'));
    expect(one.map(({ start, records }) => [start, records.length])).toEqual([
      [0, 2],
      [2, 1],
    ]);
    const two = appendToParagraphs(one, [tokenRecord(3, 'C'), tokenRecord(4, 'D', { phase: 'answer' })]);
    expect(two[0]).toBe(one[0]);
    expect(two.map(({ phase, records }) => [phase, records.length])).toEqual([
      ['thinking', 2],
      ['thinking', 2],
      ['answer', 1],
    ]);
  });

  it('lets white space lead in the next paragraph', () => {
    expect(appendToParagraphs([], tokenRecords('\n\n', 'The'))).toHaveLength(1);
  });

  it('does not let one paragraph grow without end', () => {
    const texts = Array.from({ length: 5000 }, () => 'a ');
    expect(
      Math.max(...appendToParagraphs([], tokenRecords(...texts)).map(({ records }) => records.length)),
    ).toBeLessThan(1000);
  });
});

describe('partings', () => {
  it('finds the first difference for both lanes', () => {
    expect(partings([laneWith(['a', 'b', 'c']), laneWith(['a', 'x', 'c'])])).toEqual([1, 1]);
  });

  it('is silent while the shorter lane may still catch up, and not after', () => {
    expect(partings([laneWith(['a', 'b']), laneWith(['a'], 'running')])).toEqual([null, null]);
    expect(partings([laneWith(['a', 'b']), laneWith(['a'])])).toEqual([1, 1]);
  });

  it('is null for equal lanes and for one lane', () => {
    expect(partings([laneWith(['a']), laneWith(['a'])])).toEqual([null, null]);
    expect(partings([laneWith(['a'])])).toEqual([null]);
  });
});
