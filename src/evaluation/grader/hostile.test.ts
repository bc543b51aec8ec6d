import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../testing/cpu-time.ts';
import { gradeAnswer } from './grade-answer.ts';
import { gradeResponse } from './grade-response.ts';

const deep = (open: string, close: string, times = 100_000): string => open.repeat(times) + close.repeat(times);

const HOSTILE: Readonly<Record<string, string>> = {
  'nested braces': deep('{', '}'),
  'nested parentheses': `${'('.repeat(4000)}1${')'.repeat(4000)}`,
  'nested fractions': `${'\\frac{1}{'.repeat(900)}2${'}'.repeat(900)}`,
  'nested roots': `${'\\sqrt{1+'.repeat(59)}2${'}'.repeat(59)}`,
  'nested boxes': deep('\\boxed{', '}'),
  'open boxes': '\\boxed{'.repeat(100_000),
  'tower of powers': '9^{9^{9^9}}',
  'long power': '9^{99999999999999999999}',
  'negative long power': '2^{-99999999999999999999}',
  'many large powers': Array.from({ length: 400 }, (_, i) => `${i + 2}^{3000}`).join('+'),
  'large fractions': Array.from({ length: 300 }, (_, i) => `\\frac{1}{${i + 2}^{1500}+1}`).join('+'),
  'power of a sum': '(a+b+c+d+f+g+h)^{200}',
  'power of a power of a sum': '((x+1)^{1999})^{1999}',
  'product of sums': Array.from({ length: 200 }, (_, i) => `(x_${i}+${i})`).join(''),
  'chain of quotients': Array.from({ length: 300 }, (_, i) => `\\frac{1}{x+${i}}`).join('+'),
  'sum of roots': Array.from({ length: 900 }, (_, i) => `\\sqrt{${i + 2}}`).join('+'),
  'product of roots': `(${Array.from({ length: 30 }, (_, i) => `\\sqrt{${i + 2}}`).join('+')})^{60}`,
  'root of a large number': `\\sqrt{${'9'.repeat(3999)}}`,
  'root of high order': '\\sqrt[1999]{1999}',
  factorials: '1000!'.concat('+999!'.repeat(500)),
  'factorial of a factorial': `3${'!'.repeat(1000)}`,
  binomials: '\\binom{1000}{500}'.repeat(300),
  'long number': '7'.repeat(1_000_000),
  'a megabyte of letters': 'a'.repeat(1_000_000),
  'a megabyte of spaces': ' '.repeat(1_000_000),
  'a megabyte of backslashes': '\\'.repeat(1_000_000),
  'long exponent': '1e999999999',
  'exponent of 400 digits': `1e${'9'.repeat(400)}`,
  'many elements': Array.from({ length: 1900 }, (_, i) => i).join(','),
  'many commas': ','.repeat(9000),
  'many groups of digits': '1' + ',000'.repeat(2400) + 'x',
  'many thin spaces': '1' + '\\,000'.repeat(1500) + 'x',
  'many signs': '-'.repeat(3901) + '5',
  'many double signs': '±1'.repeat(1900),
  'many digits in other scripts': '٣'.repeat(9000),
  'many words': 'no '.repeat(3000),
  'many units': `5${' cm'.repeat(3000)}`,
  'many unit exponents': `5 cm${'^2'.repeat(1900)}`,
  'many equals signs': '1=1'.repeat(1300),
  'many cells': `\\begin{pmatrix}${'1&'.repeat(1900)}1\\end{pmatrix}`,
  'nested sine': `${'\\sin('.repeat(55)}1${')'.repeat(55)}`,
  'many sines': Array.from({ length: 500 }, (_, i) => `\\sin ${i + 1}`).join('+'),
  'many logarithms': Array.from({ length: 600 }, (_, i) => `\\ln ${i + 2}`).join('+'),
  exponential: '\\exp(\\exp(\\exp(99)))',
  'not a number': 'NaN',
  infinity: 'Infinity',
  'infinite difference': '\\infty-\\infty',
  prototype: '__proto__',
  constructor: '\\constructor',
  code: 'process.exit(1)',
  'null character': '\u0000',
  'lone surrogate': '\ud800',
};

function timed<T>(work: () => T): T | undefined {
  let result: T | undefined;
  expect(
    cpuMilliseconds(() => {
      result = work();
    }),
  ).toBeLessThan(1000);
  return result;
}

describe('hostile input is answered within a second', () => {
  it.each(Object.entries(HOSTILE))('%s', (_, text) => {
    expect(timed(() => gradeAnswer(text, '5').verdict)).toBe(text.trim() === '' ? 'no answer' : 'wrong');
    expect(['correct', 'unscored']).toContain(timed(() => gradeAnswer(text, text).verdict));
    timed(() => gradeResponse({ gold: '5' }, `\\boxed{${text}}`));
    const game = { gold: '', numbers: [1, 2], target: 3 };
    expect(timed(() => gradeResponse(game, `\\boxed{${text}}`).verdict)).not.toBe('correct');
  });
});
