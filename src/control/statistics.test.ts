import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, describeDistribution, describeLogits, topLogits } from './statistics.ts';

/** Probabilities straight from the definition. */
function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const largest = Math.max(...scaled);
  const weights = scaled.map((value) => Math.exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const entropyOf = (p: readonly number[]): number =>
  -p.reduce((sum, value) => sum + (value > 0 ? value * Math.log(value) : 0), 0);

const logitsArbitrary = fc.float64Array({ min: -30, max: 30, noNaN: true, minLength: 1, maxLength: 200 });

describe('topLogits', () => {
  it('equals a full sort, ties by lower id, for any input and count', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 100 }),
        fc.integer({ min: 1, max: 120 }),
        (values, count) => {
          const expected = values
            .map((value, id) => ({ value, id }))
            .sort((a, b) => b.value - a.value || a.id - b.id)
            .slice(0, count);
          const top = topLogits(Float64Array.from(values), count);
          expect(top.ids).toEqual(expected.map(({ id }) => id));
          expect(top.logits).toEqual(expected.map(({ value }) => value));
        },
      ),
    );
  });

  it('leaves banned tokens out', () => {
    expect(topLogits(Float32Array.of(1, -Infinity, 0), 8).ids).toEqual([0, 2]);
  });
});

describe('describeLogits', () => {
  it('agrees with the definitions of entropy, varentropy and log-sum-exp', () => {
    fc.assert(
      fc.property(logitsArbitrary, fc.double({ min: 0.1, max: 2, noNaN: true }), (logits, temperature) => {
        const statistics = describeLogits(logits, temperature);
        const p = softmax(logits);
        const entropy = entropyOf(p);
        expect(statistics.entropy).toBeCloseTo(entropy, 9);
        expect(statistics.varentropy).toBeCloseTo(
          p.reduce((sum, value) => sum + (value > 0 ? value * (Math.log(value) + entropy) ** 2 : 0), 0),
          7,
        );
        expect(statistics.logSumExp).toBeCloseTo(
          Math.log(Array.from(logits).reduce((sum, logit) => sum + Math.exp(logit), 0)),
          9,
        );
        expect(statistics.temperedEntropy).toBeCloseTo(entropyOf(softmax(logits, temperature)), 8);
      }),
    );
  });
});

describe('describeDistribution', () => {
  it('gives KL(after || before), finite under bans', () => {
    fc.assert(
      fc.property(
        logitsArbitrary.filter((logits) => logits.length > 3),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (logits, value) => {
          const edits = new Map([
            [0, value],
            [1, -Infinity],
          ]);
          const edited = Array.from(logits, (logit, id) => logit + (edits.get(id) ?? 0));
          const before = softmax(logits);
          const after = softmax(edited);
          const expected = after.reduce((sum, p, id) => sum + (p > 0 ? p * Math.log(p / (before[id] ?? 1)) : 0), 0);
          expect(describeDistribution(logits, edits, 1).divergence).toBeCloseTo(expected, 7);
        },
      ),
    );
  });

  it('corrects a few logits as if it had looked at all of them again', () => {
    const value = fc.oneof(fc.double({ min: -30, max: 30, noNaN: true }), fc.constant(-Infinity));
    const many = fc.float32Array({ min: -20, max: 20, noNaN: true, minLength: 1, maxLength: 300 });
    const edits = fc.array(fc.tuple(fc.nat(299), value), { maxLength: 120 });
    fc.assert(
      fc.property(many, edits, fc.constantFrom(0, 0.6, 1.7), (logits, pairs, temperature) => {
        const known = new Map(pairs.filter(([id, by]) => id < logits.length && by !== 0));
        fc.pre(known.size < logits.length);
        const { final } = describeDistribution(logits, known, temperature);
        const again = describeLogits(applyEdits(logits, known), temperature > 0 ? temperature : 1);
        expect(final.top).toEqual(again.top);
        for (const figure of ['logSumExp', 'entropy', 'varentropy', 'temperedLogSumExp', 'temperedEntropy'] as const)
          expect(Math.abs(final[figure] - again[figure])).toBeLessThan(1e-10 * (1 + Math.abs(again[figure])));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same object before and after without edits', () => {
    const distribution = describeDistribution(Float32Array.of(1, 2, 3), new Map(), 0);
    expect(distribution.final).toBe(distribution.base);
    expect(distribution).toMatchObject({ divergence: 0, temperature: 1, vocabularySize: 3, sumOfLogits: 6 });
  });
});
