import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeAnswer } from './grade-answer.ts';
import {
  addRationals,
  divideRationals,
  equalRationals,
  multiplyRationals,
  rational,
  type Rational,
} from './rational.ts';

const numbers = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 12n))
  .map(([top, bottom]) => rational(top, bottom));

/** Expressions in variables, roots and numbers, with brackets around everything. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.constantFrom('x', 'y', '\\pi', 'e', 'i', '\\alpha', 'x_1', '\\sin x', '\\ln 6', '2^n'),
    fc.integer({ min: 1, max: 50 }).map((value) => `\\sqrt{${value}}`),
    fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `\\frac{${a}}{${b}}`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*'), tie('expression'))
      .map(([a, sign, b]) => `(${a})${sign}(${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `\\frac{${a}}{(${b})^2+3}`),
    fc.tuple(tie('expression'), fc.integer({ min: 0, max: 3 })).map(([a, power]) => `(${a})^{${power}}`),
    tie('expression').map((a) => `\\sqrt{${a}}`),
  ),
}));

function isCorrect(answer: string, gold: string): boolean {
  const { verdict } = gradeAnswer(answer, gold);
  // Some expressions are unreadable: divisions by zero, and too much work.
  return verdict === 'correct' || verdict === 'unscored';
}

function isEqual(a: Rational, b: Rational): void {
  expect(equalRationals(a, b)).toBe(true);
}

describe('rational numbers', () => {
  it('add and multiply in any order', () =>
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        isEqual(addRationals(a, b), addRationals(b, a));
        isEqual(multiplyRationals(a, b), multiplyRationals(b, a));
        isEqual(addRationals(addRationals(a, b), c), addRationals(a, addRationals(b, c)));
        isEqual(
          multiplyRationals(a, addRationals(b, c)),
          addRationals(multiplyRationals(a, b), multiplyRationals(a, c)),
        );
      }),
    ));

  it('undo division by multiplication', () =>
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(b.top !== 0n);
        isEqual(multiplyRationals(divideRationals(a, b), b), a);
      }),
    ));
});

describe('expressions', () => {
  it('are printed so that they read back the same', () =>
    fc.assert(
      fc.property(expression, (text) => {
        const { parsedGold, verdict } = gradeAnswer(text, text);
        if (verdict === 'unscored' || parsedGold === null) return;
        const again = gradeAnswer(parsedGold, text);
        expect(again).toMatchObject({ verdict: 'correct', parsedAnswer: parsedGold });
      }),
      { numRuns: 300 },
    ));

  it.each([
    // The root of a number above or below the line of a fraction.
    ['\\sqrt{\\frac{-1}{x^2+3}}', '(i)/((x^2 + 3)^(1/2))'],
    // Roots of two primes between 10,000 and 10,000²: one root of their product could not be taken apart again.
    ['i\\sqrt{\\frac{100003}{1000003}}', '1/1000003*sqrt(1000003)*sqrt(100003)*i'],
  ])('%s is printed as %s and read back', (text, printed) => {
    expect(gradeAnswer(text, text).parsedGold).toBe(printed);
    expect(gradeAnswer(printed, text)).toMatchObject({ verdict: 'correct', parsedAnswer: printed });
  });

  it('commute', () =>
    fc.assert(
      fc.property(expression, expression, (a, b) => {
        expect(isCorrect(`(${a})+(${b})`, `(${b})+(${a})`)).toBe(true);
        expect(isCorrect(`(${a})*(${b})`, `(${b})*(${a})`)).toBe(true);
      }),
      { numRuns: 200 },
    ));

  it('differ from what is one more', () =>
    fc.assert(
      fc.property(expression, (text) => {
        expect(gradeAnswer(`(${text})+1`, text).verdict).not.toBe('correct');
      }),
      { numRuns: 300 },
    ));
});

it('never throws, whatever the text', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(
            '\\frac',
            '{',
            '}',
            '(',
            ')',
            '[',
            '\\sqrt',
            '^',
            '_',
            '1',
            '23',
            'x',
            '=',
            '<',
            '\\pm',
            ',',
            '\\cup',
            '\\text{',
            ' or ',
            '%',
            '-',
            '/',
            '!',
            '|',
            '\\begin{pmatrix}',
            '&',
            '\\\\',
            '\\infty',
            '\\{',
            '\\}',
            '.',
            'e',
            '~',
            '\\circ',
            '\\approx',
            '\\in',
            '$',
          ),
          fc.string({ maxLength: 3, unit: 'grapheme' }),
        ),
        { maxLength: 14 },
      ),
      (parts) => {
        const text = parts.join('');
        const { verdict } = gradeAnswer(text, text);
        expect(['correct', 'unscored']).toContain(verdict);
        gradeAnswer(text, '5');
      },
    ),
    { numRuns: 3000 },
  ));
