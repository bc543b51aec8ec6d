import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { correctHiddenState } from '../srgen/correction.ts';
import { describeDistribution } from '../statistics.ts';
import type { HiddenView } from '../strategy.ts';
import { slot } from './slot.ts';

const model = wordModel(['a', 'b', 'c']);
const distribution = describeDistribution(Float32Array.of(1, 0, 0), new Map(), 0.6);
const projection = { rows: 3, columns: 2, values: Float64Array.of(1, 0, 0, 1, -1, 1) };
const prompt = Float64Array.of(0.3, -0.2, 0.5, 0.1, -0.4, 0.2);
const view = (generated: readonly number[]): HiddenView => ({
  states: {
    rows: 3 + generated.length,
    columns: 2,
    values: Float64Array.of(...prompt, ...generated.flatMap(() => [9, 9])),
  },
  projection,
  ids: [0, 2, 1, ...generated],
});
const reviewAt = (script: readonly string[]) => {
  const strategy = createStrategy(slot, model, { steps: 3, learningRate: 0.1 });
  const tools = {
    probe: () => Promise.reject(new Error('not needed')),
    hidden: () => Promise.resolve(view(script.map(() => 1))),
  };
  return { strategy, actions: strategy.review?.(distribution, pastOf(model, script), tools) };
};

describe('slot', () => {
  it("learns on the prompt: SRGen's correction with an entropy weight of 0", async () => {
    const { states: hidden, ids } = view([]);
    const problem = { hidden, projection, ids, temperature: 0.6, entropyWeight: 0 };
    const { offset, losses } = correctHiddenState(problem, { steps: 3, learningRate: 0.1 });
    expect(await reviewAt([]).actions).toMatchObject([{ kind: 'offset', vector: offset, losses }]);
    expect(losses.at(-1)?.crossEntropy).toBeLessThan(losses[0]?.crossEntropy ?? 0);
  });

  it('learns the same when a run is taken up later, and adds it from then on', async () => {
    const early = reviewAt([]);
    const late = reviewAt(['a', 'b']);
    const learned = await early.actions;
    expect(await late.actions).toEqual(learned);
    expect(early.strategy.plan?.(pastOf(model, ['a']))).toEqual(learned);
  });
});
