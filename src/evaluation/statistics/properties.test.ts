import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';
import { LEVEL } from './estimate.ts';
import { holm } from './holm.ts';
import { mcnemar } from './mcnemar.ts';
import { pairedDifference } from './paired-difference.ts';
import { pairObservations, type Observation } from './pairs.ts';
import { passAtK } from './pass-at-k.ts';
import { tangoInterval } from './tango.ts';

const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
  minLength: 2,
  maxLength: 20,
});
const side = (rows: readonly (readonly [number, number])[], which: 0 | 1): Observation[] =>
  rows.map((row, index) => ({
    problem: `p${index % 7}`,
    sample: Math.floor(index / 7),
    seed: index,
    value: row[which],
  }));

describe('paired difference', () => {
  it('changes sign when the sides change places', () => {
    fc.assert(
      fc.property(scores, (rows) => {
        const [a, b] = [side(rows, 0), side(rows, 1)];
        const forward = pairedDifference(pairObservations(a, b), 3);
        const backward = pairedDifference(pairObservations(b, a), 3);
        expect(forward?.value).toBeCloseTo(-(backward?.value ?? Number.NaN), 12);
        expect(forward?.standardError).toBeCloseTo(backward?.standardError ?? Number.NaN, 12);
        if (forward?.low != null) expect(forward.low).toBeCloseTo(-(backward?.high ?? Number.NaN), 9);
        if (forward?.p != null) expect(forward.p).toBeCloseTo(backward?.p ?? Number.NaN, 9);
      }),
    );
  });

  it('is the same to the last bit for rows in another order', () => {
    fc.assert(
      fc.property(
        scores.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
        ),
        ([rows, order]) => {
          const shuffle = (all: readonly Observation[]): Observation[] => order.flatMap((index) => all[index] ?? []);
          const [a, b] = [side(rows, 0), side(rows, 1)];
          expect(pairedDifference(pairObservations(shuffle(a), b), 3)).toEqual(
            pairedDifference(pairObservations(a, shuffle(b)), 3),
          );
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('Tango’s interval', () => {
  const counts = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(300)).filter(([b, c, same]) => b + c + same > 0);

  it('holds the difference found, stays within ±1 and changes sign with the sides', () => {
    fc.assert(
      fc.property(counts, ([ours, baseline, same]) => {
        const n = ours + baseline + same;
        const { low, high } = tangoInterval(ours, baseline, n, LEVEL);
        const found = (ours - baseline) / n;
        expect(low).toBeLessThanOrEqual(found);
        expect(high).toBeGreaterThanOrEqual(found);
        expect(Math.max(-low, high)).toBeLessThanOrEqual(1);
        expect(tangoInterval(baseline, ours, n, LEVEL)).toEqual({ low: -high, high: -low });
      }),
    );
  });

  it('leaves 0 out just where McNemar’s statistic rejects', () => {
    fc.assert(
      fc.property(counts, ([ours, baseline, same]) => {
        const { low, high } = tangoInterval(ours, baseline, ours + baseline + same, LEVEL);
        const rejects = (ours - baseline) ** 2 > 1.959963984540054 ** 2 * (ours + baseline);
        expect(low > 0 || high < 0).toBe(rejects);
      }),
    );
  });
});

describe('bootstrap', () => {
  const values = Array.from({ length: 40 }, (_, index) => ((index + 1) * 0.6180339887498949) % 1);

  it('is the same for the same seed and any order, and another for another seed', () => {
    const bounds = bootstrapMean(values, 5, 0.95);
    expect(bootstrapMean(values.toReversed(), 5, 0.95)).toEqual(bounds);
    expect(bootstrapMean(values, 6, 0.95)).not.toEqual(bounds);
    // Seeds are 53-bit: the high half counts too.
    expect(bootstrapMean(values, 5 + 2 ** 32, 0.95)).not.toEqual(bounds);
  });

  it('stays inside the values and holds their mean', () => {
    const bounds = bootstrapMean(values, 5, 0.95);
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(bounds?.low).toBeGreaterThan(0);
    expect(bounds?.low).toBeLessThan(centre);
    expect(bounds?.high).toBeGreaterThan(centre);
    expect(bounds?.high).toBeLessThan(1);
  });

  it('covers the true mean about as often as it says', () => {
    let covered = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const draws = Array.from({ length: 40 }, (_, index) => ((trial * 40 + index) * 0.6180339887498949) % 1);
      const scrambled = draws.map((draw) => (Math.sin(draw * 1e4) * 1e4) % 1);
      const bounds = bootstrapMean(scrambled, trial, 0.95, 400);
      if (bounds && bounds.low <= 0 && bounds.high >= 0) covered += 1;
    }
    expect(covered).toBeGreaterThan(175);
  });
});

describe('p values', () => {
  it('grow under Holm, keep their order and never pass 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
        const adjusted = holm(pValues);
        for (const [i, p] of pValues.entries()) {
          const mine = adjusted[i] ?? -1;
          expect(mine).toBeGreaterThanOrEqual(p);
          expect(mine).toBeLessThanOrEqual(1);
          for (const [j, other] of pValues.entries())
            if (p < other) expect(mine).toBeLessThanOrEqual(adjusted[j] ?? -1);
        }
      }),
    );
  });

  it('of McNemar do not depend on the side and are probabilities', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (ours, baseline) => {
        const { p } = mcnemar(ours, baseline);
        expect(p).toBeCloseTo(mcnemar(baseline, ours).p, 12);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('pass@k', () => {
  it('grows with k and starts at the share of right samples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), (n, c) => {
        const correct = Math.min(c, n);
        expect(passAtK(n, correct, 1)).toBeCloseTo(correct / n, 12);
        for (let k = 2; k <= n; k += 1) {
          expect(passAtK(n, correct, k)).toBeGreaterThanOrEqual(passAtK(n, correct, k - 1) - 1e-12);
        }
      }),
    );
  });
});
