import { expect, it } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

it('stand on round positions within the stretch', () => {
  expect(axisTicks({ from: 0, to: 100 }, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(axisTicks({ from: 31_990, to: 32_010 }, 4)).toEqual([31_990, 31_995, 32_000, 32_005, 32_010]);
  expect(axisTicks({ from: 3, to: 6 }, 10)).toEqual([3, 4, 5, 6]);
  expect(axisTicks({ from: 0, to: 0 }, 5)).toEqual([]);
});
