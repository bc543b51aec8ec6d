import type { Group } from './group.ts';

export const ALGEBRA: readonly Group[] = [
  {
    gold: 'x+1',
    correct: ['1+x', 'x + 1', '(x+1)', '\\frac{2x+2}{2}', '\\frac{x^2-1}{x-1}', 'y=x+1', 'f(x)=x+1', 'x-(-1)'],
    wrong: ['x-1', 'x', 'y+1', '2x+1', 'x+1=0', '1', 'x1', 'x+2'],
  },
  {
    gold: '2x+2',
    correct: ['2(x+1)', '2\\cdot x+2', '2 + 2x', '2(1+x)', 'x+x+2', '\\frac{4x+4}{2}'],
    wrong: ['2x+1', '2(x+2)', 'x+1', '22x', '2x\\cdot2', '2x^2'],
  },
  { gold: 'p - q', correct: ['-q+p', 'p-q', '-(q-p)'], wrong: ['q-p', 'p+q', 'pq', 'P - Q', '\\frac{p}{q}'] },
  {
    gold: 'x^2+2x+1',
    correct: ['(x+1)^2', '(x+1)(x+1)', 'x(x+2)+1', 'x²+2x+1', '1+2x+x^2'],
    wrong: ['(x-1)^2', 'x^2+1', '(x+1)^3', 'x^2+2x', 'y^2+2y+1'],
  },
  {
    gold: '(a+5)(b+2)',
    correct: ['ab+2a+5b+10', '(b+2)(a+5)', '(5+a)(2+b)', 'ba + 10 + 5b + 2a'],
    wrong: ['(a+2)(b+5)', 'ab+10', '(a+5)+(b+2)', 'ab+5a+2b+10'],
  },
  {
    gold: 'x^3+3x-6',
    correct: ['x^3 + 3x - 6', '-6+3x+x^{3}', 'x(x^2+3)-6', '3(x-2)+x^3'],
    wrong: ['x^3-3x-6', 'x^3+3x+6', 'x^2+3x-6', '3x-6'],
  },
  {
    gold: '\\frac{11+9a}{20}',
    correct: ['\\frac{11}{20}+\\frac{9a}{20}', '\\frac{9a+11}{20}', '0.45a+0.55', '\\frac{1}{20}(9a+11)'],
    wrong: ['\\frac{11+9a}{2}', '\\frac{20a}{20}', '\\frac{9+11a}{20}', 'a'],
  },
  {
    gold: '\\frac{x+2}{7}',
    correct: ['\\frac{x}{7}+\\frac{2}{7}', '\\frac{1}{7}(x+2)', '(x+2)/7'],
    wrong: ['x+\\frac27', '\\frac{7}{x+2}', 'x+2/7', '\\frac{x-2}{7}'],
  },
  {
    gold: '\\frac{1}{x+1}',
    correct: ['(x+1)^{-1}', '\\frac{1}{1+x}', '\\frac{x-1}{x^2-1}', '1/(x+1)'],
    wrong: ['x+1', '\\frac1x+1', '\\frac{1}{x-1}', '1/x+1'],
  },
  {
    gold: '6r^2-4r-24',
    correct: ['2(3r^2-2r-12)', '6r^{2} - 4r - 24', '-24 - 4r + 6r^2'],
    wrong: ['6r^2+4r-24', '3r^2-2r-12', '6r-4r-24'],
  },
  {
    gold: 'y = 2x + 3',
    correct: ['y=2x+3', '2x+3', 'y = 3+2x', '2x-y+3=0', 'y-3=2x', '2x+3=y', '2y=4x+6'],
    wrong: ['y=2x-3', 'x=2y+3', '3x+2', 'y=2x', 'z=2x+3'],
  },
  {
    gold: '5x - 7y + 11z + 4 = 0',
    correct: ['-5x+7y-11z-4=0', '10x-14y+22z+8=0', '5x-7y+11z=-4', '0=5x-7y+11z+4'],
    wrong: ['5x-7y+11z=4', '5x-7y+11z+4', '5x+7y+11z+4=0', '5x-7y+11z+4=1', '0'],
  },
  {
    gold: 'x^2+y^2=25',
    correct: ['y^2+x^2=25', 'x^2+y^2-25=0', 'x²+y²=5²'],
    wrong: ['x^2+y^2=5', 'x^2-y^2=25', 'x+y=5', '25', 'x^2+y^2'],
  },
  {
    gold: 'x=5',
    correct: ['5', 'x = 5', '5=x', 'x=5.0', 'x=\\frac{10}{2}', 'x = 10/2 = 5'],
    wrong: ['y=5', 'x=6', 'x', 'x=-5', 'x=10/2=6', 'x>5', 'x\\ne5'],
  },
  {
    gold: '2^n',
    correct: ['2^{n}', '2\\cdot 2^{n-1}', '4^{n/2}', '\\frac{2^{n+1}}{2}'],
    wrong: ['2n', 'n^2', '2^{n+1}', '2^m', '4^n'],
  },
  {
    gold: '2^{n+1}-1',
    correct: ['2\\cdot 2^n-1', '-1+2^{n+1}', '2^n+2^n-1'],
    wrong: ['2^n-1', '2^{n+1}', '2^{n}+1', '2^{n+1-1}'],
  },
  {
    gold: '\\frac{n(n+1)}{2}',
    correct: ['\\frac{n^2+n}{2}', 'n(n+1)/2', '\\frac12 n^2+\\frac12 n', '\\frac{n(1+n)}{2}'],
    wrong: ['n(n+1)', '\\frac{n(n-1)}{2}', '\\frac{n^2+1}{2}', '\\binom{n}{2}'],
  },
  {
    gold: '\\cot x',
    correct: ['\\frac{\\cos x}{\\sin x}', '\\frac{1}{\\tan x}', '\\cot(x)', '\\cot{x}'],
    wrong: ['\\tan x', '\\cos x', '\\cot y', '\\cot 2x', '\\csc x'],
  },
  {
    gold: '\\sin^2 x',
    correct: ['(\\sin x)^2', '\\sin x\\sin x', '\\sin^{2}(x)'],
    wrong: ['\\sin x^2', '\\sin 2x', '\\cos^2 x', '2\\sin x'],
  },
  {
    gold: '\\sqrt{x}',
    correct: ['x^{1/2}', '\\sqrt x', 'x^{0.5}', '\\frac{x}{\\sqrt{x}}'],
    wrong: ['x', 'x^2', '\\sqrt{y}', '\\sqrt[3]{x}', '-\\sqrt{x}'],
  },
  {
    gold: '\\sqrt{4x+4}',
    correct: ['2\\sqrt{x+1}', '\\sqrt{4(x+1)}', '2(x+1)^{1/2}'],
    wrong: ['2\\sqrt{x}+2', '4\\sqrt{x+1}', '\\sqrt{4x}+2', '2\\sqrt{x+4}'],
  },
  { gold: '\\sqrt{x^2}', correct: ['\\sqrt{x^2}'], wrong: ['x', '-x', 'x^2'] },
  { gold: 'x_1+x_2', correct: ['x_2+x_1', 'x_{1}+x_{2}'], wrong: ['x_1+x_3', 'x+x', '2x', 'x_1x_2', 'x_{12}'] },
  { gold: '\\alpha+\\beta', correct: ['β+α', '\\beta + \\alpha'], wrong: ['\\alpha\\beta', '\\alpha+\\gamma', 'a+b'] },
  {
    gold: '\\pi r^2 h',
    correct: ['\\pi h r^2', 'hr^2\\pi', 'πr²h'],
    wrong: ['\\pi rh^2', '\\pi r h', 'r^2h', '\\pi R^2 h'],
  },
  { gold: 'xy', correct: ['yx', 'x y', 'x\\cdot y', 'x*y'], wrong: ['x+y', 'x/y', 'xz', 'x^y'] },
  { gold: 'x+y > 2', correct: ['2<x+y', 'y+x>2', '2x+2y>4'], wrong: ['x+y<2', 'x+y\\ge2', '-x-y>-2', 'x+y'] },
];
