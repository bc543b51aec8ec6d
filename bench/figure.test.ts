import { expect, test } from 'vitest';
import { describeFigure, meetsTarget } from './figure.ts';
import { median } from './median.ts';

test('the median is the middle value, or between the two middle ones', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a figure is judged by its median and says so', () => {
  const figure = { name: 'Start', unit: 's', runs: [1, 9, 2], target: { kind: 'at most', value: 3 } } as const;
  expect(describeFigure(figure)).toBe('Start: 2.00 s (median of 3: 1.00 9.00 2.00), target at most 3 s: pass');
  expect(meetsTarget({ ...figure, target: { kind: 'at least', value: 3 } })).toBe(false);
  expect(meetsTarget({ name: 'Speed', unit: 'tokens/s', runs: [1] })).toBe(true);
});
