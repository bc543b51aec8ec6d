import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankAll } from './rank-all.ts';

it('ranks float32 logits as a sort by comparison does: falling, ties by lower id, without bans', () => {
  const logit = fc.oneof(
    fc.float({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, -Infinity, Infinity, Math.fround(1e-45), Math.fround(-1e-45)),
  );
  fc.assert(
    fc.property(fc.array(logit, { maxLength: 200 }), (values) => {
      const floats = Float32Array.from(values);
      expect(rankAll(floats)).toEqual(rankAll(Float64Array.from(floats)));
    }),
    { numRuns: 500 },
  );
});
