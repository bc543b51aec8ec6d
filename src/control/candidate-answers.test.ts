import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCandidates, isCandidateLine } from './candidate-answers.ts';

describe('isCandidateLine', () => {
  it.each([
    'The result is 7.',
    'So the answer is -3',
    'The answer is: **12**',
    'Then the answer is $x = 4$.',
    'the result is 5*3+8.',
    'The answer is $\\frac{1}{2}$',
    'I get \\boxed{12}.',
    'answer = 12',
    'The answer is (B).',
  ])('finds one in %j', (line) => expect(isCandidateLine(line)).toBe(true));

  it.each([
    'First, add 4: 3+4=7.',
    'The result is wrong.',
    'What the answer is I do not know, 3 or 4.',
    'The answer is a number.',
    '\\boxed{}',
    'resulting in 4',
  ])('finds none in %j', (line) => expect(isCandidateLine(line)).toBe(false));
});

describe('countCandidates', () => {
  it('counts complete lines', () => {
    expect(countCandidates('The result is 7.\nWait.\nThe result is 8.\n\nThe result is 9.')).toBe(2);
  });

  it('reads long lines of any text in time', () => {
    const longest = 'answer is '.repeat(5000) + '\\boxed{'.repeat(5000);
    expect(countCandidates(`${longest}\n`)).toBeLessThanOrEqual(1);
    fc.assert(fc.property(fc.string(), (text) => countCandidates(text) <= text.split('\n').length - 1));
  });
});
