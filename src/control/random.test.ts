import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveSeed, gumbel, philox, uniform } from './random.ts';

const hex = (words: readonly number[]): string => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');

describe('philox', () => {
  // Known-answer tests of the Random123 library, file kat_vectors, lines "philox4x32 10".
  it.each([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ] as const)('matches the known answer for counter %j', (counter, key, expected) => {
    expect(hex(philox([...counter], key))).toBe(expected);
  });
});

describe('uniform', () => {
  it('depends on every argument and on nothing else', () => {
    const value = uniform(7, 'sample', 3, 11);
    expect(uniform(7, 'sample', 3, 11)).toBe(value);
    for (const other of [
      uniform(8, 'sample', 3, 11),
      uniform(7, 'tail', 3, 11),
      uniform(7, 'sample', 4, 11),
      uniform(7, 'sample', 3, 12),
    ]) {
      expect(other).not.toBe(value);
    }
  });

  it('uses the whole seed, not its low 32 bits alone', () => {
    expect(uniform(2 ** 40, 'sample', 0, 0)).not.toBe(uniform(0, 'sample', 0, 0));
  });

  it('lies strictly between 0 and 1, so that a Gumbel variate is finite', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(), fc.nat(), (seed, position, index) => {
        const value = uniform(seed, 'sample', position, index);
        return value > 0 && value < 1 && Number.isFinite(gumbel(seed, 'sample', position, index));
      }),
    );
  });

  it('has the mean and variance of a uniform variate', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => uniform(1, 'sample', index, index % 7));
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 2); // standard error 0.002
    expect(variance).toBeCloseTo(1 / 12, 2);
  });
});

describe('deriveSeed', () => {
  it('gives safe integers that differ between problems and samples', () => {
    const seeds = new Set<number>();
    for (const problem of ['a', 'b', 'ab', ''])
      for (let sample = 0; sample < 50; sample += 1) seeds.add(deriveSeed(7, problem, sample));
    expect(seeds.size).toBe(200);
    expect([...seeds].every(Number.isSafeInteger)).toBe(true);
  });
});
