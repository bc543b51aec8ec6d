import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { firstAnswer } from './first-answer.ts';

const model = wordModel(['</think>']);
const actions = (candidates: number, script: readonly string[]) =>
  createStrategy(firstAnswer, model, { candidates }).plan?.(pastOf(model, script)) ?? [];

describe('first-answer', () => {
  it('ends the thinking after the line with the k-th candidate', () => {
    const once = ['First, 3+4=7.', '\n\n', 'The result is ', '7', '.', '\n\n'];
    expect(actions(1, once)).toEqual([
      { kind: 'close', text: '</think>\n\n', reason: 'Candidate answer number 1 was stated' },
    ]);
    expect(actions(2, once)).toEqual([]);
    expect(actions(2, [...once, 'So the answer is 8.\n'])).toHaveLength(1);
  });

  it('waits for the end of the line, and leaves the answer alone', () => {
    expect(actions(1, ['The result is 7.'])).toEqual([]);
    expect(actions(1, ['The result is 7.\n', '</think>', '\n'])).toEqual([]);
  });
});
