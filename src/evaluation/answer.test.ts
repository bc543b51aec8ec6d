import { describe, expect, it } from 'vitest';
import { extractBoxed, grade } from './answer.ts';

describe('extractBoxed', () => {
  it.each([
    ['The final answer is \\boxed{7}.', '7'],
    ['\\boxed{1} then \\boxed{ 2 }', '2'],
    ['\\boxed{\\frac{1}{2}}', '\\frac{1}{2}'],
    ['\\boxed{3} and then \\boxed{4', null],
    ['\\boxed{3} and then \\boxed{}', null],
    ['no box', null],
  ])('of %j is %j', (text, answer) => expect(extractBoxed(text)).toBe(answer));
});

describe('grade', () => {
  it.each([
    ['7', '7', 'correct'],
    ['07', '7', 'correct'],
    ['1,000', '1000', 'correct'],
    ['7.0', '7', 'correct'],
    ['8', '7', 'wrong'],
    ['Paris', 'paris', 'correct'],
    [null, '7', 'no answer'],
    ['7', ' ', 'unscored'],
  ] as const)('%j against %j is %s', (answer, gold, verdict) => expect(grade(answer, gold)).toBe(verdict));
});
