import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeSyntheticModel } from '../../../testing/synthetic/synthetic-model.ts';
import type { SyntheticShape } from '../../../testing/synthetic/shape.ts';
import { readGraphFile } from '../graph-file.ts';
import { recognise } from '../recognise.ts';
import { loadRuntime } from '../runtime.ts';
import { KEPT_POSITIONS, makeStatic, type StaticGraph } from './static-graph.ts';

function adapt(file: Uint8Array): StaticGraph | string {
  const recognition = recognise(file);
  if (!recognition.ok) throw new Error(recognition.refusal.reason);
  return makeStatic(file, recognition.kind);
}

function synthetic(changes: Partial<SyntheticShape>): Uint8Array {
  const { files, graph } = makeSyntheticModel(changes);
  return files.get(graph) ?? new Uint8Array(0);
}

const tiny = new Uint8Array(readFileSync(new URL('../../../testing/tiny/model_q4.onnx', import.meta.url)));

describe('a graph made static', () => {
  it.each([
    ['the tiny model', tiny],
    ['tied, 4 bits', synthetic({})],
    ['float32, untied', synthetic({ bits: 32, tied: false })],
    ['position ids', synthetic({ positionIds: true })],
    ['last logits only', synthetic({ logitsToKeep: true })],
  ])('takes lengths and kept positions instead of a mask, and gives hidden states: %s', async (_, file) => {
    const graph = adapt(file);
    if (typeof graph === 'string') throw new Error(graph);
    const before = readGraphFile(file);
    const after = readGraphFile(graph.file);
    const inputs = after.inputs.map(({ name }) => name);
    expect(inputs).toEqual(expect.arrayContaining([graph.sequenceLengths, graph.totalLength, KEPT_POSITIONS]));
    expect(inputs).not.toContain('attention_mask');
    expect(inputs).not.toContain('num_logits_to_keep');
    expect(inputs.includes('position_ids')).toBe(before.inputs.some(({ name }) => name === 'position_ids'));
    expect(after.outputs.map(({ name }) => name)).toContain(graph.hidden);
    expect(after.tensors).toEqual(before.tensors);
    // onnxruntime finds every tensor of it made once and used by its type.
    const { InferenceSession } = await loadRuntime('wasm');
    const session = await InferenceSession.create(graph.file, { executionProviders: ['wasm'], logSeverityLevel: 3 });
    expect(session.inputNames.toSorted()).toEqual(inputs.toSorted());
    await session.release();
  });

  it('says why a graph has to stay as it is', () => {
    expect(adapt(synthetic({ attention: 'MultiHeadAttention' }))).toBe('its layers do not share one length');
  });
});
