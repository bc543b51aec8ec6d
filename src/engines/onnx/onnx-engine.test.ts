import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { largestDifference, scatteredIds } from '../../testing/logits-along.ts';
import { openPonder, ponderJson, ponderTokenizer } from '../../testing/ponder.ts';
import { describeEngineContract } from '../contract.ts';
import { createOnnxEngine } from './onnx-engine.ts';

const tokenizer = ponderTokenizer();

describeEngineContract('onnx on wasm', {
  open: async () => (await openPonder()).engine,
  texts: () => [
    tokenizer.encode('Start with 3, add 4. What is the last digit?'),
    tokenizer.encode('Wait, 5*3 ends in 5.\n\nThen'),
  ],
  tolerance: 1e-4,
});

const referenceSchema = v.object({
  prompt_ids: v.array(v.number()),
  continuation_ids: v.array(v.number()),
  rows: v.array(v.object({ ids: v.array(v.number()), logits: v.array(v.number()) })),
});

describe('Ponder on wasm', () => {
  it("gives the training framework's logits on the dequantised weights", async () => {
    const { engine } = await openPonder();
    const reference = v.parse(referenceSchema, ponderJson('reference.json'));
    const sequence = engine.open();
    await sequence.append(reference.prompt_ids);
    for (const [step, { ids, logits }] of reference.rows.entries()) {
      const found = await sequence.logits();
      ids.forEach((id, index) =>
        expect(Math.abs((found[id] ?? Number.NaN) - (logits[index] ?? Number.NaN))).toBeLessThan(1e-4),
      );
      const next = reference.continuation_ids[step];
      if (next !== undefined) await sequence.append([next]);
    }
    await engine.dispose();
  });

  it('gives the same logits and hidden states for a long text, however it is cut', async () => {
    const { engine } = await openPonder();
    const ids = scatteredIds(300, engine.info.vocabularySize);
    const [atOnce, oneByOne] = [engine.open({ hidden: true, candidates: 4 }), engine.open({ hidden: true })];
    await atOnce.append(ids);
    for (const id of ids) await oneByOne.append([id]);
    expect(largestDifference([await atOnce.logits()], [await oneByOne.logits()])).toBeLessThan(1e-4);
    const [states, others] = [await atOnce.hiddenStates(), await oneByOne.hiddenStates()];
    expect(states.rows).toBe(ids.length);
    expect(largestDifference([Float32Array.from(states.values)], [Float32Array.from(others.values)])).toBeLessThan(
      1e-4,
    );
    await engine.dispose();
  });
});

describe('a model file that is no model', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['random', Uint8Array.from({ length: 1000 }, (_, index) => (index * 37) % 251)],
    ['a web page', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
  ])('is refused as damaged: %s', async (_, graph) => {
    const wasm = { device: 'wasm', reason: '', adapter: '' } as const;
    await expect(createOnnxEngine({ graph, contextLength: 10, vocabularySize: 10 }, wasm)).rejects.toMatchObject({
      problem: { code: 'model-damaged' },
    });
  });
});
