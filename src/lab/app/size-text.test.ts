import { expect, it } from 'vitest';
import { durationText, sizeText } from './size-text.ts';

it('names sizes in the unit that suits them', () => {
  expect([7, 12_300, 2_210_000, 1_345_000_000].map(sizeText)).toEqual(['7 bytes', '12 kB', '2.2 MB', '1.34 GB']);
});

it('names durations as exactly as an estimate deserves', () => {
  expect([0.2, 40, 180, 7200].map(durationText)).toEqual(['1 s', '40 s', '3 min', '2 h']);
});
