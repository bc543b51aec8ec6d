import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../matrix.ts';
import { correctHiddenState } from './correction.ts';
import { correctLogits } from './logit-correction.ts';
import { correctionLoss, type CorrectionProblem } from './loss.ts';

const numberBetween = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const matrixOf = (rows: number, columns: number): fc.Arbitrary<Matrix> =>
  fc
    .array(numberBetween(-2, 2), { minLength: rows * columns, maxLength: rows * columns })
    .map((values) => ({ rows, columns, values: Float64Array.from(values) }));

const problems: fc.Arbitrary<CorrectionProblem> = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 9 }))
  .chain(([positions, size, vocabulary]) =>
    fc.record({
      hidden: matrixOf(positions, size),
      projection: matrixOf(vocabulary, size),
      ids: fc.array(fc.nat(vocabulary - 1), { minLength: positions, maxLength: positions }),
      temperature: numberBetween(0.3, 1.5),
      entropyWeight: numberBetween(0, 1),
    }),
  );

describe("SRGen's loss", () => {
  it('has the gradient that finite differences give', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const size = problem.hidden.columns;
        const at = Float64Array.from({ length: size }, (_, i) => 0.1 * Math.cos(i));
        const { gradient } = correctionLoss(problem, at);
        const step = 1e-5;
        for (let i = 0; i < size; i += 1) {
          const moved = (by: number): number => {
            const point = at.slice();
            point[i] = (point[i] ?? 0) + by;
            return correctionLoss(problem, point).total;
          };
          expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - (gradient[i] ?? 0))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('is a mean of cross-entropies and an entropy: worked by hand on two tokens', () => {
    const eye: Matrix = { rows: 2, columns: 2, values: Float64Array.of(1, 0, 0, 1) };
    const hidden: Matrix = { rows: 2, columns: 2, values: Float64Array.of(0, 0, 0, 0) };
    const problem = { hidden, projection: eye, ids: [0, 1], temperature: 1, entropyWeight: 0.25 };
    const { crossEntropy, entropy, total, gradient } = correctionLoss(problem, new Float64Array(2));
    expect(crossEntropy).toBeCloseTo(Math.log(2), 9);
    expect(entropy).toBeCloseTo(Math.log(2), 9);
    expect(total).toBeCloseTo(Math.log(2), 9);
    // Only the cross-entropy pulls: (0.5, 0.5) - (0, 1), times 0.75.
    expect([...gradient]).toEqual([expect.closeTo(0.375, 9), expect.closeTo(-0.375, 9)]);
  });
});

describe('a correction', () => {
  it('moves every component by at most about learning rate times steps', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const { offset, losses } = await correctHiddenState(problem, { steps: 3, learningRate: 0.01 });
        expect(offset.every((value) => Math.abs(value) <= 0.0301)).toBe(true);
        expect(losses.length).toBe(4);
      }),
    );
  });

  it('of no steps is no correction', async () => {
    const problem = fc.sample(problems, { numRuns: 1, seed: 1 })[0];
    if (!problem) throw new Error('no problem was generated');
    const { offset } = await correctHiddenState(problem, { steps: 0, learningRate: 1 });
    expect(offset.every((value) => value === 0)).toBe(true);
  });
});

describe('the approximation on logits', () => {
  it('lowers the entropy among the candidates and keeps their order', () => {
    const logits = Float64Array.of(2, 1.5, 1, 0.2);
    const problem = { logits, temperature: 0.6, entropyWeight: 0.5 };
    const biases = correctLogits(problem, { steps: 3, learningRate: 0.3 });
    const moved = [...logits].map((logit, index) => logit + (biases[index] ?? 0));
    expect(moved).toEqual(moved.toSorted((a, b) => b - a));
    expect((moved[0] ?? 0) - (moved[1] ?? 0)).toBeGreaterThan(0.5);
  });
});
