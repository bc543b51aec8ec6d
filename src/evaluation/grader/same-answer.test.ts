import { describe, expect, it } from 'vitest';
import { sameAnswerTo } from './same-answer.ts';

describe('sameAnswerTo', () => {
  const same = sameAnswerTo({});

  it.each([
    ['1/2', '0.5', true],
    ['\\frac{1}{2}', '\\dfrac12', true],
    ['52_8', '52', true],
    ['52', '52_8', true],
    ['5\\text{ cm}', '5', true],
    ['{', '{ ', true],
    ['{', '}', false],
    ['NaN', 'NaN', true],
    ['7', '8', false],
    ['1,2', '(1,2)', false],
  ])('%j and %j: %j', (a, b, expected) => expect(same(a, b)).toBe(expected));

  it('in Countdown compares values of expressions that use the numbers as they must', () => {
    const countdown = sameAnswerTo({ numbers: [2, 3, 4], target: 24 });
    expect(countdown('2*3*4', '4*(2*3)')).toBe(true);
    expect(countdown('2*3*4', '4*6')).toBe(false);
    expect(countdown('2+3*4', '3*4+2')).toBe(true);
    expect(countdown('4*6', '4 * 6')).toBe(true);
    expect(countdown('4*6', '6*4')).toBe(false);
  });
});
