import { expect, test } from 'vitest';
import { NO_LIMITS } from '../src/control/run-limits.ts';
import { readLimits } from './limit-options.ts';

test('limits are read, and none is the default', () => {
  expect(readLimits({})).toEqual(NO_LIMITS);
  expect(readLimits({ 'loop-repeats': '4', 'thinking-budget': '200' })).toEqual({
    loopRepeats: 4,
    thinkingBudget: 200,
  });
});

test.each([{ 'loop-repeats': 'often' }, { 'loop-repeats': '1e9' }, { 'thinking-budget': '-1' }])(
  '%j is refused with a reason',
  (texts) => expect(() => readLimits(texts)).toThrow(/Thinking budget|End a loop|loopRepeats|thinkingBudget/),
);
