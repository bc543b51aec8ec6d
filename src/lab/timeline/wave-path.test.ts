import { expect, it } from 'vitest';
import { wavePath } from './wave-path.ts';

const same = (value: number): number => value;
const wave = { amplitude: 2, period: 40, shift: 0 };

it('draws the wave through its turning points', () => {
  expect(wavePath(wave, { from: 0, to: 40 }, same, same)).toBe('M0 0L10 2L30 -2L40 0');
  expect(wavePath({ ...wave, shift: 0.25 }, { from: 0, to: 40 }, same, same)).toBe('M0 2L20 -2L40 2');
  expect(wavePath(wave, { from: 20, to: 35 }, same, same)).toBe('M20 0L30 -2L35 -1');
});

it('draws nothing outside the window and a band for turns too fine to see', () => {
  expect(wavePath(wave, { from: 50, to: 40 }, same, same)).toBe('');
  const band = wavePath({ ...wave, period: 2 }, { from: 0, to: 100_000 }, same, same);
  expect(band).toBe('M0 2L100000 2L100000 -2L0 -2Z');
});
