import { expect, it } from 'vitest';
import { movedPosition, tokenOnNextLine } from './cursor-moves.ts';

/** Lines of four tokens. */
function boxOf(position: number) {
  return { left: (position % 4) * 10, top: Math.floor(position / 4) * 20, height: 18 };
}

const stay = (): number => 5;

it('moves by token and to the ends, and stays inside', () => {
  expect(movedPosition('ArrowRight', 9, 10, stay)).toBe(9);
  expect(movedPosition('ArrowLeft', 0, 10, stay)).toBe(0);
  expect(movedPosition('Home', 4, 10, stay)).toBe(0);
  expect(movedPosition('End', 4, 10, stay)).toBe(9);
  expect(movedPosition('ArrowDown', 4, 10, stay)).toBe(5);
  expect(movedPosition('a', 4, 10, stay)).toBeNull();
});

it('finds the nearest token on the next line', () => {
  expect(tokenOnNextLine(2, 1, 12, boxOf)).toBe(6);
  expect(tokenOnNextLine(6, -1, 12, boxOf)).toBe(2);
  expect(tokenOnNextLine(9, 1, 12, boxOf)).toBe(11);
  expect(tokenOnNextLine(1, -1, 12, boxOf)).toBe(0);
});
