import { describe, expect, it } from 'vitest';
import { changeOf, firstAnswer } from './answer-changes.ts';
import { makeSample } from './fixtures.ts';

describe('changeOf', () => {
  const right = { answer: '7', verdict: 'correct' } as const;
  const wrong = { answer: '8', verdict: 'wrong' } as const;

  it.each([
    [right, 'wrong', 'rightToWrong'],
    [right, 'correct', 'stayedRight'],
    [wrong, 'correct', 'wrongToRight'],
    [wrong, 'wrong', 'stayedWrong'],
    [right, 'no answer', 'lost'],
    [right, 'unscored', null],
    [null, 'correct', null],
  ] as const)('of %j to %s is %s', (first, final, expected) => expect(changeOf(first, final)).toBe(expected));
});

describe('firstAnswer', () => {
  const countdown = { numbers: [2, 3, 4], target: 24, gold: '' };

  it('grades by what the problem asks for', () => {
    expect(firstAnswer(makeSample(1, { text: 'The answer is 8. Wait. \\boxed{7}' }))).toEqual({
      answer: '8',
      verdict: 'wrong',
    });
    // Both have the value 24, but one leaves a number out.
    const short = makeSample(1, { ...countdown, text: 'The answer is 4*6. Wait. \\boxed{2*3*4}' });
    expect(firstAnswer(short)).toEqual({ answer: '4*6', verdict: 'wrong' });
    const whole = makeSample(1, { ...countdown, text: 'The result is 24.\nSo \\boxed{2*3*4}.' });
    expect(firstAnswer(whole)).toEqual({ answer: '2*3*4', verdict: 'correct' });
  });

  it('is none for an ensemble, whose answer is no last word of one text', () => {
    expect(firstAnswer(makeSample(1, { members: [] }))).toBeNull();
  });
});
