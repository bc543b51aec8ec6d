import { expect, it } from 'vitest';
import { openPonder, ponderJson } from '../testing/ponder.ts';
import { openSynthetic } from '../testing/synthetic/open-synthetic.ts';
import { continueGreedily } from '../testing/synthetic/reference.ts';
import { makeSyntheticModel } from '../testing/synthetic/synthetic-model.ts';
import { selfTest } from './self-test.ts';

const model = makeSyntheticModel();
const prompt = [87, 97, 105, 116];
const { ids: continuation, logits } = continueGreedily(model.shape, model.weights, prompt, 6);
const reference = {
  prompt_ids: prompt,
  continuation_ids: continuation,
  rows: logits.map((row) => ({ ids: [1, 2, 3, 4], logits: [1, 2, 3, 4].map((id) => row[id]) })),
};

it('passes an engine that computes right', async () => {
  const engine = await openSynthetic(model);
  const result = await selfTest(engine, reference);
  expect(result).toMatchObject({ passed: true, positions: 6, otherTokens: 0, tolerance: 1e-3 });
  expect(result.largestDifference).toBeLessThan(2e-5);
  await engine.dispose();
});

it('fails one that computes something else, and says by how much', async () => {
  const engine = await openSynthetic(makeSyntheticModel({ seed: 2 }));
  const result = await selfTest(engine, reference);
  expect(result.passed).toBe(false);
  expect(result.largestDifference).toBeGreaterThan(0.1);
  await engine.dispose();
});

it('holds Ponder to the training framework', async () => {
  const { engine } = await openPonder();
  expect(await selfTest(engine, ponderJson('reference.json'))).toMatchObject({ passed: true, otherTokens: 0 });
  await engine.dispose();
});

it('says so when there is nothing to compare with', async () => {
  const engine = await openSynthetic(model);
  await expect(selfTest(engine, { rows: [] })).rejects.toMatchObject({ problem: { code: 'model-damaged' } });
  await engine.dispose();
});
