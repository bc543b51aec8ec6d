import fc from 'fast-check';
import { expect, it } from 'vitest';
import { significant } from './significant.ts';

const asText = (value: number): number => Number(value.toPrecision(6)) + 0;

it('is what six significant digits of text say, to the last bit', () => {
  const values = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    // Just at, above and below a tie.
    fc.tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.integer({ min: -9, max: 6 })).map(([digits, exponent]) => {
      return Number(`${digits}5e${exponent}`);
    }),
  );
  fc.assert(
    fc.property(values, (value) => {
      expect(significant(value)).toBe(asText(value));
    }),
    { numRuns: 2000 },
  );
});

it.each([0, -0, Infinity, -Infinity, 999_999.5, 0.099_999_95, 9.999_995, -1e-7, 5e-324, 123_456_789])('%s', (value) => {
  expect(significant(value)).toBe(asText(value));
});
