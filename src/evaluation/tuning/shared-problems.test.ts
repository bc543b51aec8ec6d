import { expect, test } from 'vitest';
import { refuseSharedProblems } from './shared-problems.ts';

const split = (name: string, ...problems: string[]): Parameters<typeof refuseSharedProblems>[0] => ({
  name,
  items: problems.map((problem, index) => ({ id: `${name}-${index}`, problem, answer: '1' })),
});

test('splits without a common problem pass', () => {
  expect(() => refuseSharedProblems(split('a', 'x', 'y'), split('b', 'z'))).not.toThrow();
});

test('a common problem is named, whatever its id and spacing', () => {
  expect(() => refuseSharedProblems(split('a', 'x', 'y  +\n1'), split('b', 'z', ' y + 1 '))).toThrow(
    '1 of the 2 test problems of b are in the tuning split a too: "a-1" is "b-1".',
  );
});
