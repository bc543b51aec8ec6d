import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../matrix.ts';
import { gumbel } from '../random.ts';
import { describeLogits, topLogits } from '../statistics.ts';
import { CandidateHistory } from './candidates.ts';
import { correctHiddenState, minimise } from './correction.ts';
import { correctionLoss, project } from './loss.ts';
import { TruncatedLoss, type TruncatedProblem } from './truncated-loss.ts';

interface Shape {
  readonly positions: number;
  readonly size: number;
  readonly vocabulary: number;
  readonly count: number;
  readonly sharpness: number;
}

function problemOf({ positions, size, vocabulary, count, sharpness }: Shape, seed: number): TruncatedProblem {
  const matrix = (rows: number, stream: 'sample' | 'tail', scale: number): Matrix => ({
    rows,
    columns: size,
    values: Float32Array.from({ length: rows * size }, (_, i) => scale * (gumbel(seed, stream, 0, i) - 0.5772)),
  });
  const hidden = matrix(positions, 'sample', 1);
  const projection = matrix(vocabulary, 'tail', sharpness);
  const history = new CandidateHistory(count);
  const none = new Float64Array(size);
  const temperature = 0.6;
  let tempered = { logSumExp: 0, entropy: 0 };
  for (let position = 0; position < positions; position += 1) {
    const logits = project(projection, hidden.values.subarray(position * size, (position + 1) * size), none);
    const { ids, logits: kept } = topLogits(logits, count);
    const statistics = describeLogits(logits, temperature);
    history.append(ids, kept, statistics.logSumExp);
    tempered = { logSumExp: statistics.temperedLogSumExp, entropy: statistics.temperedEntropy };
  }
  const ids = Array.from({ length: positions }, (_, i) => (seed + 7 * i) % vocabulary);
  return { hidden, projection, ids, temperature, entropyWeight: 0.3, candidates: history.view(), tempered };
}

const shapes = fc.record({
  positions: fc.integer({ min: 1, max: 9 }),
  size: fc.integer({ min: 1, max: 6 }),
  vocabulary: fc.integer({ min: 3, max: 30 }),
  count: fc.integer({ min: 1, max: 30 }),
  sharpness: fc.double({ min: 0.1, max: 2, noNaN: true }),
});
const seeds = fc.integer({ min: 0, max: 1e6 });

describe("SRGen's truncated loss", () => {
  it('is the exact one when every token is a candidate', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const problem = problemOf({ ...shape, count: shape.vocabulary }, seed);
        const offset = Float64Array.from({ length: shape.size }, (_, i) => 0.1 * Math.cos(i));
        const exact = correctionLoss(problem, offset);
        const truncated = new TruncatedLoss(problem).at(offset);
        expect(truncated.crossEntropy).toBeCloseTo(exact.crossEntropy, 4);
        expect(truncated.entropy).toBeCloseTo(exact.entropy, 4);
        truncated.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(exact.gradient[i] ?? Number.NaN, 4));
      }),
    );
  });

  it('has exact values at offset 0, whatever is left out', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const problem = problemOf(shape, seed);
        const none = new Float64Array(shape.size);
        const exact = correctionLoss(problem, none);
        const truncated = new TruncatedLoss(problem).at(none);
        expect(truncated.crossEntropy).toBeCloseTo(exact.crossEntropy, 4);
        expect(truncated.entropy).toBeCloseTo(exact.entropy, 4);
      }),
    );
  });

  it('has the gradient that finite differences give', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const loss = new TruncatedLoss(problemOf(shape, seed));
        const at = Float64Array.from({ length: shape.size }, (_, i) => 0.1 * Math.sin(i + 1));
        const { gradient } = loss.at(at);
        const step = 1e-5;
        gradient.forEach((slope, i) => {
          const moved = (by: number): number =>
            loss.at(at.map((value, index) => (index === i ? value + by : value))).total;
          expect(Math.abs((moved(step) - moved(-step)) / (2 * step) - slope)).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('leads where the exact one leads when the candidates hold nearly all of the probability', async () => {
    const problem = problemOf({ positions: 40, size: 32, vocabulary: 500, count: 64, sharpness: 1.2 }, 5);
    const settings = { steps: 3, learningRate: 0.01 };
    const { offset: exact } = await correctHiddenState(problem, settings);
    const loss = new TruncatedLoss(problem);
    const { offset } = await minimise(32, settings, (point) => loss.at(point));
    const product = offset.reduce((sum, value, i) => sum + value * (exact[i] ?? 0), 0);
    expect(product / (Math.hypot(...offset) * Math.hypot(...exact))).toBeGreaterThan(0.95);
    expect(loss.rows).toBeLessThanOrEqual(500);
  });
});
