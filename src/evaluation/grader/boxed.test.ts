import { expect, it } from 'vitest';
import { extractBoxed } from './boxed.ts';

it.each([
  ['The final answer is \\boxed{7}.', '7'],
  ['\\boxed{1} then \\boxed{ 2 }', '2'],
  ['\\boxed{\\frac{1}{2}}', '\\frac{1}{2}'],
  ['\\boxed {5}', '5'],
  ['\\boxed{\\boxed{5}}', '5'],
  ['\\boxed{\\{1, 2\\}}', '\\{1, 2\\}'],
  ['\\boxed{\\left\\{ x \\right.}', '\\left\\{ x \\right.'],
  ['\\boxed{a \\\\}', 'a \\\\'],
  ['$$\\boxed{\n4\n}$$', '4'],
  ['\\boxed{3} and then \\boxed{4', null],
  ['\\boxed{3} and then \\boxed{}', null],
  ['\\boxed{3} and then \\boxed{  }', null],
  ['\\boxed{3} and then \\boxed{\\frac{1}{2}', null],
  ['\\fbox{3}', null],
  ['\\boxed 3', null],
  ['boxed{3}', null],
  ['no box', null],
  ['', null],
])('of %j is %j', (text, answer) => expect(extractBoxed(text)).toBe(answer));
