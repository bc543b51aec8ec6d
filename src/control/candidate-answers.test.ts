import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../testing/cpu-time.ts';
import { candidateAnswers, countCandidates } from './candidate-answers.ts';

const first = (text: string): string | null => candidateAnswers(text)[0]?.answer ?? null;

describe('the first candidate', () => {
  it.each([
    ['so \\boxed{3}. Wait. \\boxed{4}', '3'],
    ['\\boxed{} then \\boxed{4', null],
    ['\\boxed{} then \\boxed{5}', '5'],
    ['\\boxed{\\frac{1}{2}} and \\boxed{2}', '\\frac{1}{2}'],
    ['The result is 8.\n\nWait. The result is 9. \\boxed{9}', '8'],
    ['the answer is: **12**', '12'],
    ['The answer is $3x+1$.', '3x+1'],
    ['The answer is $\\boxed{6}$.', '6'],
    ['Answer is \u22121,024 apples', '-1,024'],
    ['the result is 1/3, so', '1/3'],
    ['The answer is (C).', 'C'],
    ['The answer is A nice one', null],
    ['The answer is not 5', null],
    ['no answer here', null],
    ['Then the answer is $x = 4$.', 'x = 4'],
    ['the result is 5*3+8.', '5*3+8'],
    ['the result is (5 + 3) × 8 = 64', '(5 + 3) × 8'],
    ['The answer is 8 - wait, no', '8'],
    ['The answer is \\frac{1}{2}.', '\\frac{1}{2}'],
    ['answer = 12', '12'],
    ['So the answer is:\n\n**12**', '12'],
    ['\\boxed{\n7\n}', '7'],
    ['The result is wrong.', null],
    ['What the answer is I do not know, 3 or 4.', null],
    ['resulting in 4', null],
  ])('of %j is %j', (text, expected) => expect(first(text)).toBe(expected));
});

it.each([
  ['spaces', `answer is${' '.repeat(300_000)}`],
  ['lines', `The result is${'\n'.repeat(300_000)}.`],
  ['beginnings', 'the answer is '.repeat(30_000)],
  ['digits and commas', `answer is ${'1,'.repeat(200_000)}`],
  ['boxes that never close', '\\boxed{'.repeat(30_000)],
])('candidateAnswers is quick on many %s', (_, text) => {
  expect(cpuMilliseconds(() => candidateAnswers(text))).toBeLessThan(1000);
});

describe('countCandidates', () => {
  it('counts complete lines', () => {
    expect(countCandidates('The result is 7.\nWait.\nThe result is 8.\n\nThe result is 9.')).toBe(2);
  });

  it('counts a line once, a box of several lines where it ends', () => {
    expect(countCandidates('The result is 7, so \\boxed{7}.\n')).toBe(1);
    expect(countCandidates('\\boxed{\n7')).toBe(0);
    expect(countCandidates('\\boxed{\n7\n}\n')).toBe(1);
  });

  it('finds at most one a line in any text', () => {
    fc.assert(fc.property(fc.string(), (text) => countCandidates(text) <= text.split('\n').length - 1));
  });
});
