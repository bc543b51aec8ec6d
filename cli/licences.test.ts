import { expect, test } from 'vitest';
import { isAllowed, isBelow } from './licences.ts';

test.each([
  ['MIT', 'shipped', true],
  ['(MIT OR GPL-3.0)', 'shipped', true],
  ['Apache-2.0 AND LGPL-3.0-or-later', 'shipped', false],
  ['Apache-2.0 AND LGPL-3.0-or-later', 'tool', true],
  ['GPL-3.0', 'tool', false],
  ['none', 'tool', false],
  ['SEE LICENSE IN LICENSE', 'shipped', false],
] as const)('%s, %s', (expression, use, allowed) => expect(isAllowed(expression, use)).toBe(allowed));

test.each([
  ['7.2.4', '7.2.5', true],
  ['7.2.5', '7.2.5', false],
  ['7.10.0', '7.2.5', false],
  ['6.99.99', '7.2.5', true],
  ['8.0.0-beta.1', '7.2.5', false],
])('%s below %s', (a, b, below) => expect(isBelow(a, b)).toBe(below));
