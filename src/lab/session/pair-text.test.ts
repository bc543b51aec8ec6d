import { expect, it } from 'vitest';
import { pairText } from './pair-text.ts';

it('uses as many decimals as tell two figures apart', () => {
  expect(pairText([1.931, 1.712])).toEqual(['1.93', '1.71']);
  expect(pairText([0.6311, 0.6342])).toEqual(['0.631', '0.634']);
  expect(pairText([0.63111, 0.63112])).toEqual(['0.63', '0.63']);
  expect(pairText([-0.001, -1.5])).toEqual(['0.00', '−1.50']);
});
