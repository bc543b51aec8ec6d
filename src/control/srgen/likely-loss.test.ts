import { describe, expect, it } from 'vitest';
import { randomMatrix } from '../../testing/random-head.ts';
import { correctHiddenState, minimise } from './correction.ts';
import { likelyLoss, likelyLossInFloat64 } from './likely-loss.ts';
import { correctionLoss, type CorrectionProblem } from './loss.ts';

const COLUMNS = 24;

function problemOf(positions: number): CorrectionProblem {
  return {
    hidden: randomMatrix(positions, COLUMNS, 'sample', 0.9),
    projection: randomMatrix(400, COLUMNS, 'tail', 0.9),
    ids: Array.from({ length: positions }, (_, i) => (91 * i) % 400),
    temperature: 0.6,
    entropyWeight: 0.2,
  };
}

describe('the loss by likely tokens', () => {
  it.each([0.01, 1])('leads where the loss over the whole vocabulary leads, at a learning rate of %d', async (rate) => {
    const problem = problemOf(12);
    const settings = { steps: 4, learningRate: rate };
    const expected = await correctHiddenState(problem, settings);
    const found = await minimise(COLUMNS, settings, likelyLossInFloat64(problem));
    found.offset.forEach((value, i) => expect(Math.abs(value - (expected.offset[i] ?? Number.NaN))).toBeLessThan(1e-4));
    found.losses.forEach(({ total }, step) => expect(total).toBeCloseTo(expected.losses[step]?.total ?? NaN, 3));
  });

  it('goes over the whole vocabulary once, and again where logits move far', async () => {
    let passes = 0;
    const none = new Float64Array(COLUMNS);
    const loss = likelyLoss(problemOf(3), async (_weights, _offset, _share, likely) => {
      passes += 1;
      for (let position = 0; position < 2; position += 1) likely?.append(new Float64Array(400).fill(1 / 400), 0, 1);
      return 2;
    });
    await loss(none);
    expect(passes).toBe(1);
    await loss(none.map((_, i) => 0.01 * Math.sin(i)));
    expect(passes).toBe(1);
    await loss(none.fill(1));
    expect(passes).toBe(2);
  });

  it('has no past to keep likely in a text of one token', async () => {
    const problem = problemOf(1);
    const at = new Float64Array(COLUMNS).fill(0.01);
    const [found, twin] = [await likelyLossInFloat64(problem)(at), correctionLoss(problem, at)];
    expect(found.crossEntropy).toBe(0);
    found.gradient.forEach((slope, i) => expect(slope).toBeCloseTo(twin.gradient[i] ?? NaN, 9));
  });
});
