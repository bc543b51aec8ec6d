import { describe, expect, it } from 'vitest';
import { gradeAnswer } from './grade-answer.ts';
import { gradeResponse } from './grade-response.ts';

describe('verdicts', () => {
  it.each([
    ['7', '7', 'correct'],
    ['07', '7', 'correct'],
    ['1,000', '1000', 'correct'],
    ['7.0', '7', 'correct'],
    ['8', '7', 'wrong'],
    ['Paris', 'paris', 'correct'],
    [null, '7', 'no answer'],
    [' ', '7', 'no answer'],
    ['\\frac{1}{', '7', 'wrong'],
    ['NaN', '7', 'wrong'],
    ['7', ' ', 'unscored'],
    ['7', '', 'unscored'],
    ['7', '$$', 'unscored'],
    ['7', '...', 'unscored'],
    ['7', '\\frac{7}{', 'unscored'],
    ['7', '(7', 'unscored'],
    ['1/0', '1/0', 'unscored'],
    ['NaN', 'NaN', 'unscored'],
    ['7', '9^{9^{9^9}}', 'unscored'],
    ['7', '7'.repeat(20_000), 'unscored'],
    [null, '', 'unscored'],
  ] as const)('%j against %j is %s', (answer, gold, verdict) =>
    expect(gradeAnswer(answer, gold).verdict).toBe(verdict),
  );
});

it('shows what was read', () => {
  expect(gradeAnswer('\\frac{1}{\\sqrt 2}', '\\frac{\\sqrt2}{2}')).toEqual({
    verdict: 'correct',
    answer: '\\frac{1}{\\sqrt 2}',
    parsedAnswer: '1/2*sqrt(2)',
    parsedGold: '1/2*sqrt(2)',
  });
  expect(gradeAnswer('\\frac{1}{', '1')).toMatchObject({ parsedAnswer: null, parsedGold: '1' });
});

describe('gradeResponse', () => {
  it('counts what stands in the last box alone', () => {
    expect(gradeResponse({ gold: '5' }, 'The answer is 5.').verdict).toBe('no answer');
    expect(gradeResponse({ gold: '5' }, '\\boxed{4}, no: \\boxed{5}').verdict).toBe('correct');
    expect(gradeResponse({ gold: '5' }, '\\boxed{5}, no: \\boxed{').verdict).toBe('no answer');
  });

  it('plays Countdown where there are numbers and a target', () => {
    const problem = { gold: '5*(6+4)', numbers: [6, 4, 5], target: 50 };
    expect(gradeResponse(problem, '\\boxed{(4+6)\\cdot 5}').verdict).toBe('correct');
    expect(gradeResponse(problem, '\\boxed{50}').verdict).toBe('wrong');
    expect(gradeResponse(problem, '(4+6)*5').verdict).toBe('no answer');
  });
});
