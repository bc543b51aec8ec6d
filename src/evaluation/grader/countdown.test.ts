import { expect, it } from 'vitest';
import { gradeCountdown } from './countdown.ts';

const PROBLEM = { numbers: [6, 4, 5], target: 50 };

it.each([
  ['5*(6+4)', 'correct'],
  ['(4+6)\\times 5', 'correct'],
  ['(4+6) × 5', 'correct'],
  ['5(6+4)', 'correct'],
  ['5 \\cdot \\left(6 + 4\\right) = 50', 'correct'],
  ['\\boxed{5*(6+4)}', 'correct'],
  ['$5*(6+4)$.', 'correct'],
  ['-5*(-6-4)', 'correct'],
  ['50 = 5*(6+4)', 'correct'],
  ['49 = 5*(6+4)', 'wrong'],
  ['50 = 50', 'wrong'],
  ['5*(6+4) = 49', 'wrong'],
  ['5*(6+4) = 5*10 = 50', 'wrong'],
  ['5*6+4', 'wrong'],
  ['50', 'wrong'],
  ['5*10', 'wrong'],
  ['5*(6+4)*1', 'wrong'],
  ['5*(6+4)+5-5', 'wrong'],
  ['5*(6+4', 'wrong'],
  ['54-4', 'wrong'],
  ['5^2*6-4', 'wrong'],
  ['5!-6!/4', 'wrong'],
  ['\\sqrt{4}*5*5', 'wrong'],
  ['5*(6+4)/0', 'wrong'],
  ['five times ten', 'wrong'],
  ['5*(6+4), 5*(4+6)', 'wrong'],
  ['process.exit()', 'wrong'],
  ['\\boxed{}', 'no answer'],
  ['', 'no answer'],
  [null, 'no answer'],
] as const)('%j is %s', (answer, verdict) => expect(gradeCountdown(answer, PROBLEM).verdict).toBe(verdict));

it('calculates with fractions', () => {
  const problem = { numbers: [8, 8, 3, 3], target: 24 };
  expect(gradeCountdown('8/(3-8/3)', problem)).toMatchObject({
    verdict: 'correct',
    parsedAnswer: '24',
    parsedGold: '24',
  });
  expect(gradeCountdown('\\frac{8}{3-\\frac{8}{3}}', problem).verdict).toBe('correct');
  expect(gradeCountdown('8÷(3-8÷3)', problem).verdict).toBe('correct');
  expect(gradeCountdown('8 \\div (3 - 8 \\div 3) = 24', problem).verdict).toBe('correct');
});

it('takes a mixed number for no sum', () => {
  expect(gradeCountdown('2\\frac{1}{2}', { numbers: [2, 1, 2], target: 1 }).verdict).toBe('wrong');
});

it('knows negative numbers', () => {
  expect(gradeCountdown('5-(-3)', { numbers: [-3, 5], target: 8 }).verdict).toBe('correct');
  expect(gradeCountdown('5+3', { numbers: [-3, 5], target: 8 }).verdict).toBe('wrong');
  expect(gradeCountdown('5+3 = -8', { numbers: [3, 5], target: 8 }).verdict).toBe('wrong');
});

it('scores nothing without a playable problem', () => {
  expect(gradeCountdown('1', { numbers: [], target: 1 }).verdict).toBe('unscored');
  expect(gradeCountdown('1', { numbers: [1], target: Number.NaN }).verdict).toBe('unscored');
  expect(gradeCountdown('0.5', { numbers: [0.5], target: 1 }).verdict).toBe('unscored');
});
