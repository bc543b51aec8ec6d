import type { Group } from './group.ts';

export const COLLECTIONS: readonly Group[] = [
  {
    gold: '(1,2)',
    correct: [
      '(1,2)',
      '(1, 2)',
      '\\left(1,2\\right)',
      '\\left( 1, \\, 2 \\right)',
      '(\\frac22,2.0)',
      '(x,y)=(1,2)',
      '(1;2)',
      '\\big(1,2\\big)',
    ],
    wrong: ['(2,1)', '[1,2]', '(1,2]', '\\{1,2\\}', '1,2', '(1,2,3)', '(1)', '(1,3)', '12', '(1,2', '(1,)'],
  },
  {
    gold: '\\left( 3, \\frac{\\pi}{2} \\right)',
    correct: ['(3,\\pi/2)', '\\left(3,\\frac{1}{2}\\pi\\right)'],
    wrong: ['(3,\\pi)', '(\\frac{\\pi}{2},3)', '(3,90)', '3,\\frac{\\pi}{2}', '(3,90^\\circ)'],
  },
  {
    gold: '\\{1,2\\}',
    correct: [
      '\\{2,1\\}',
      '\\{1,2\\}',
      '\\left\\{1, 2\\right\\}',
      '\\{1,2,2\\}',
      '1,2',
      '2, 1',
      '1 \\text{ and } 2',
      'x\\in\\{1,2\\}',
      '\\lbrace 1, 2\\rbrace',
    ],
    wrong: ['(1,2)', '\\{1\\}', '\\{1,3\\}', '\\{1,2,3\\}', '[1,2]', '\\{\\}', '\\{1,2'],
  },
  {
    gold: '1, 2, 3',
    correct: [
      '1,2,3',
      '3, 2, 1',
      '1, 2 and 3',
      '1, 2, and 3',
      '\\{1,2,3\\}',
      '1;2;3',
      '1 \\text{ or } 2\\text{ or }3',
      'x=1,2,3',
      'x=1, x=2, x=3',
    ],
    wrong: ['1,2', '1,2,4', '123', '1,2,3,3', '(1,2,3)', '1.2.3', '6', '1 2 3', 'x=1,y=2,z=3'],
  },
  {
    gold: '1,-2',
    correct: ['-2,1', '1, -2', 'x=1,-2', 'x = 1 \\text{ or } x = -2', '1,\\ -2'],
    wrong: ['1,2', '-1,2', '1', '-2', '(1,-2)', '-1', '1-2', 'x=1'],
  },
  {
    gold: '\\pm 2',
    correct: ['2,-2', '-2, 2', 'x=\\pm2', '\\{-2,2\\}', '±2', '\\mp 2'],
    wrong: ['2', '-2', '\\pm 3', '0', '4'],
  },
  {
    gold: '3 \\pm 2\\sqrt{2}',
    correct: ['3+2\\sqrt2, 3-2\\sqrt2', '3-2\\sqrt{2},3+2\\sqrt{2}', '3\\pm\\sqrt{8}', '\\{3\\pm2\\sqrt2\\}'],
    wrong: ['3+2\\sqrt2', '3-2\\sqrt{2}', '2\\pm 3\\sqrt2', '-3\\pm 2\\sqrt 2', '3\\pm2'],
  },
  {
    gold: 'x=5, y=7',
    correct: ['y=7, x=5', 'x = 5 \\text{ and } y = 7'],
    wrong: ['x=7, y=5', '5', 'x=5', '7, 5', '(7,5)'],
  },
  {
    gold: '[0,1)',
    correct: ['[0, 1)', '\\left[0,1\\right)', '0\\le x<1', '0 \\leq x < 1', 'x\\in[0,1)', '1 > x \\ge 0'],
    wrong: ['(0,1]', '[0,1]', '(0,1)', '[1,0)', '0<x\\le 1', '\\{0,1\\}', '0,1'],
  },
  {
    gold: '(-\\infty, 2]',
    correct: ['(-\\infty,2]', '(-∞, 2]', 'x\\le 2', 'x \\leq 2', '2\\ge x', '\\left(-\\infty,2\\right]'],
    wrong: ['(-\\infty,2)', '(\\infty,2]', 'x<2', 'x\\ge2', '[2,\\infty)', '2', '(-\\infty, -2]'],
  },
  {
    gold: '(2,\\infty)',
    correct: ['x>2', '(2,+\\infty)', '2<x', '(2, ∞)', 'x \\in (2,\\infty)'],
    wrong: ['x\\ge 2', '[2,\\infty)', '(2,\\infty]', '2', 'x<2', '(-\\infty,2)'],
  },
  {
    gold: 'x > 3',
    correct: ['(3,\\infty)', '3 < x', 'x>3', 'x > 3.0'],
    wrong: ['x<3', 'x \\ge 3', '3', 'y>3', 'x>2', 'x=3'],
  },
  {
    gold: '(0,9) \\cup (9,36)',
    correct: ['(9,36)\\cup(0,9)', '(0,9)∪(9,36)', 'x\\in(0,9)\\cup(9,36)', '0<x<9 \\text{ or } 9<x<36'],
    wrong: ['(0,36)', '(0,9)', '[0,9]\\cup(9,36)', '(0,9)\\cap(9,36)', '(0,9),(9,36)', '(0,9)\\cup(9,35)'],
  },
  {
    gold: '(-\\infty,2)\\cup(3,\\infty)',
    correct: ['x<2 \\text{ or } x>3', '(3,\\infty)\\cup(-\\infty,2)'],
    wrong: ['(2,3)', 'x<2', '2<x<3', '(-\\infty,2]\\cup[3,\\infty)', '(-\\infty,3)\\cup(2,\\infty)'],
  },
  {
    gold: '\\infty',
    correct: ['+\\infty', '∞', '\\infty'],
    wrong: ['-\\infty', '10^{100}', '0', '2\\infty', '\\infty-\\infty'],
  },
  {
    gold: '\\emptyset',
    correct: ['\\varnothing', '\\{\\}', '∅', '\\{ \\}'],
    wrong: ['0', '\\{0\\}', '\\{\\emptyset\\}'],
  },
  {
    gold: '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}',
    correct: [
      '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
      '\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\\\ \\end{bmatrix}',
      '\\begin{matrix}1&2\\\\3&\\frac{8}{2}\\end{matrix}',
    ],
    wrong: [
      '\\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}',
      '\\begin{pmatrix}1&2\\\\3&5\\end{pmatrix}',
      '\\begin{pmatrix}1&2&3&4\\end{pmatrix}',
      '\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}',
      '-2',
      '(1,2,3,4)',
      '\\begin{pmatrix}1&2\\\\3&4',
      '\\begin{pmatrix}1&2\\\\3&4\\end{bmatrix}',
    ],
  },
  {
    gold: '\\begin{pmatrix} -1/3 \\\\ 2/3 \\end{pmatrix}',
    correct: [
      '\\begin{pmatrix}-\\frac13\\\\\\frac23\\end{pmatrix}',
      '\\begin{bmatrix} -\\frac{1}{3} \\\\ \\frac{2}{3} \\end{bmatrix}',
    ],
    wrong: [
      '\\begin{pmatrix}-\\frac13&\\frac23\\end{pmatrix}',
      '\\begin{pmatrix}\\frac13\\\\\\frac23\\end{pmatrix}',
      '\\begin{pmatrix}\\frac23\\\\-\\frac13\\end{pmatrix}',
    ],
  },
  { gold: '(1{,}000, 2)', correct: ['(1000,2)', '(1\\,000,2)'], wrong: ['(1,2)', '(1,0,2)'] },
];
