import { expect, it } from 'vitest';
import { correctHiddenState } from '../../control/srgen/correction.ts';
import { openSynthetic } from '../../testing/synthetic/open-synthetic.ts';
import { continueGreedily } from '../../testing/synthetic/reference.ts';
import { makeSyntheticModel } from '../../testing/synthetic/synthetic-model.ts';
import { multiply } from '../../control/matrix.ts';
import { chooseDevice } from './device.ts';

const PROMPT = [72, 105, 44, 32, 119];
/** More than one step; only the last of them makes logits. */
const LONG_PROMPT = Array.from({ length: 40 }, (_, index) => 40 + index);

it.each([
  [
    'MultiHeadAttention, float32, external data in two parts',
    { attention: 'MultiHeadAttention', bits: 32, dataParts: 2 },
  ],
  ['GroupQueryAttention, 8 bits, tied, last logits only', { bits: 8, logitsToKeep: true }],
] as const)('on WebGPU too: %s', async (_, changes) => {
  const model = makeSyntheticModel({ ...changes, layers: 1 });
  const { ids, logits } = continueGreedily(model.shape, model.weights, PROMPT, 4);
  const engine = await openSynthetic(model, await chooseDevice('webgpu'));
  const sequence = engine.open();
  await sequence.append(PROMPT);
  for (const [step, id] of ids.entries()) {
    const found = await sequence.logits();
    expect(found.indexOf(found.reduce((a, b) => Math.max(a, b)))).toBe(id);
    logits[step]?.forEach((value, index) => expect(Math.abs(value - (found[index] ?? Number.NaN))).toBeLessThan(1e-3));
    await sequence.append([id]);
  }
  await engine.dispose();
});

it.each([
  ['8 bits', { bits: 8, tied: false }],
  ['32-bit floats, the embedding transposed', { bits: 32 }],
] as const)('corrects hidden states on WebGPU with a head of %s', async (_, changes) => {
  const model = makeSyntheticModel({ ...changes, layers: 1, hiddenStates: true });
  const engine = await openSynthetic(model, await chooseDevice('webgpu'));
  const sequence = engine.open({ hidden: true });
  await sequence.append(PROMPT);
  const hidden = await sequence.hiddenStates();
  const request = { temperature: 0.7, entropyWeight: 0.4, steps: 2, learningRate: 0.01 };
  const problem = { ...request, hidden, projection: engine.projection(), ids: PROMPT };
  const expected = await correctHiddenState(problem, request);
  const found = await sequence.correct({ ...request, loss: 'exact', positions: PROMPT.length });
  found.offset.forEach((value, i) => expect(Math.abs(value - (expected.offset[i] ?? Number.NaN))).toBeLessThan(1e-3));
  expect(found.losses.at(-1)?.total).toBeCloseTo(expected.losses.at(-1)?.total ?? Number.NaN, 3);
  await engine.dispose();
});

it.each([
  ['4 bits', { bits: 4 }],
  ['8 bits', { bits: 8 }],
  ['32-bit floats', { bits: 32 }],
] as const)('a graph without hidden states gives them, and they project to its logits: %s', async (_, changes) => {
  const model = makeSyntheticModel({ ...changes, layers: 1 });
  const engine = await openSynthetic(model, await chooseDevice('webgpu'));
  expect(engine.info.description).toContain('static cache');
  expect(engine.info.capabilities).toContain('hidden');
  const sequence = engine.open({ hidden: true });
  await sequence.append(LONG_PROMPT);
  const { rows, columns, values } = await sequence.hiddenStates();
  expect(rows).toBe(LONG_PROMPT.length);
  const projected = multiply(engine.projection(), values.subarray((rows - 1) * columns, rows * columns));
  const logits = await sequence.logits();
  logits.forEach((logit, id) => expect(Math.abs(logit - (projected[id] ?? Number.NaN))).toBeLessThan(1e-4));
  await engine.dispose();
});
