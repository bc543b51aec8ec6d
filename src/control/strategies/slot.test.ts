import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { describeDistribution } from '../statistics.ts';
import type { Correction } from '../srgen/correction.ts';
import type { CorrectionOver } from '../strategy.ts';
import { slot } from './slot.ts';

const model = wordModel(['a', 'b', 'c']);
const distribution = describeDistribution(Float32Array.of(1, 0, 0), new Map(), 0.6);
const learned: Correction = { offset: Float64Array.of(0.1, -0.2), losses: [] };

const reviewAt = (script: readonly string[]) => {
  const strategy = createStrategy(slot, model, { steps: 3, learningRate: 0.1 });
  const requests: CorrectionOver[] = [];
  const tools = {
    probe: () => Promise.reject(new Error('not needed')),
    correct: (request: CorrectionOver) => {
      requests.push(request);
      return Promise.resolve(learned);
    },
  };
  return { strategy, requests, actions: strategy.review?.(distribution, pastOf(model, script), tools) };
};

describe('slot', () => {
  it("learns on the prompt alone: SRGen's exact correction with an entropy weight of 0", async () => {
    const { actions, requests } = reviewAt([]);
    expect(await actions).toMatchObject([{ kind: 'offset', vector: learned.offset, losses: [] }]);
    expect(requests).toEqual([
      { loss: 'exact', over: 'prompt', entropyWeight: 0, temperature: 0.6, steps: 3, learningRate: 0.1 },
    ]);
  });

  it('learns the same when a run is taken up later, and adds it from then on', async () => {
    const early = reviewAt([]);
    const late = reviewAt(['a', 'b']);
    const first = await early.actions;
    expect(await late.actions).toEqual(first);
    expect(early.strategy.plan?.(pastOf(model, ['a']))).toEqual(first);
  });
});
