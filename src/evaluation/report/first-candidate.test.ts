import { describe, expect, it } from 'vitest';
import { changeOf } from './answer-changes.ts';
import { firstCandidate } from './first-candidate.ts';

describe('firstCandidate', () => {
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
  ])('of %j is %j', (text, expected) => expect(firstCandidate(text)).toBe(expected));
});

it.each([
  ['spaces', `answer is${' '.repeat(300_000)}`],
  ['lines', `The result is${'\n'.repeat(300_000)}.`],
  ['beginnings', 'the answer is '.repeat(30_000)],
  ['digits and commas', `answer is ${'1,'.repeat(200_000)}`],
  ['boxes that never close', '\\boxed{'.repeat(30_000)],
])('firstCandidate is quick on many %s', (_, text) => {
  const start = performance.now();
  firstCandidate(text);
  expect(performance.now() - start).toBeLessThan(1000);
});

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
