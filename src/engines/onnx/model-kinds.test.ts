import { describe, expect, it } from 'vitest';
import { openSynthetic } from '../../testing/synthetic/open-synthetic.ts';
import { continueGreedily } from '../../testing/synthetic/reference.ts';
import type { SyntheticShape } from '../../testing/synthetic/shape.ts';
import { makeSyntheticModel } from '../../testing/synthetic/synthetic-model.ts';
import { describeEngineContract } from '../contract.ts';
import { recognise } from './recognise.ts';

const PROMPT = [72, 105, 44, 32, 119, 97, 105, 116];
const LENGTH = 12;

const KINDS: readonly [string, Partial<SyntheticShape>, number][] = [
  ['GroupQueryAttention, 4 bits, tied', {}, 2e-5],
  ['GroupQueryAttention, 4 bits, untied, biases', { tied: false, attentionBias: true }, 2e-5],
  ['GroupQueryAttention, 8 bits, tied', { bits: 8 }, 2e-5],
  ['GroupQueryAttention, 8 bits, untied', { bits: 8, tied: false }, 2e-5],
  ['GroupQueryAttention, float32, tied', { bits: 32 }, 2e-5],
  ['GroupQueryAttention, float32, untied', { bits: 32, tied: false }, 2e-5],
  ['GroupQueryAttention with position ids', { positionIds: true }, 2e-5],
  ['GroupQueryAttention, last logits only', { logitsToKeep: true }, 2e-5],
  ['GroupQueryAttention, external data in one part', { bits: 32, tied: false, dataParts: 1 }, 2e-5],
  ['GroupQueryAttention, external data in three parts', { dataParts: 3, logitsToKeep: true }, 2e-5],
  ['GroupQueryAttention, float16 cache', { element: 'float16' }, 0.05],
  ['MultiHeadAttention, 4 bits, untied', { attention: 'MultiHeadAttention', tied: false }, 2e-5],
  ['MultiHeadAttention, float32, tied', { attention: 'MultiHeadAttention', bits: 32 }, 2e-5],
  [
    'MultiHeadAttention, 8 bits, last logits only',
    { attention: 'MultiHeadAttention', bits: 8, logitsToKeep: true },
    2e-5,
  ],
  ['MultiHeadAttention, external data in two parts', { attention: 'MultiHeadAttention', dataParts: 2 }, 2e-5],
  ['MultiHeadAttention, float16 cache', { attention: 'MultiHeadAttention', element: 'float16' }, 0.05],
];

describe.each(KINDS)('%s', (_, changes, tolerance) => {
  it('is recognised, and gives the tokens of the same weights in plain TypeScript', async () => {
    const model = makeSyntheticModel(changes);
    const { shape, weights, graph, files } = model;
    const recognition = recognise(files.get(graph) ?? new Uint8Array(0));
    expect(recognition).toMatchObject({
      ok: true,
      kind: {
        attention: shape.attention,
        layers: shape.layers,
        cache: { element: shape.element, heads: shape.kvHeads, headSize: shape.headSize },
        positionIds: shape.positionIds || shape.attention === 'MultiHeadAttention',
        logitsToKeep: shape.logitsToKeep,
        head: {
          bits: shape.bits === 32 ? 32 : shape.bits,
          rows: shape.vocabulary,
          columns: shape.hidden,
          tied: shape.tied,
        },
        needsShaderF16: shape.element === 'float16',
      },
    });
    if (recognition.ok) expect(recognition.kind.externalData).toHaveLength(shape.dataParts);

    const expected = continueGreedily(shape, weights, PROMPT, LENGTH);
    expect(new Set(expected.ids).size).toBeGreaterThan(3);
    const engine = await openSynthetic(model);
    const sequence = engine.open();
    await sequence.append(PROMPT);
    let largest = 0;
    for (const [at, id] of expected.ids.entries()) {
      const logits = await sequence.logits();
      expect(logits.length).toBe(shape.tokens);
      expected.logits[at]?.forEach((value, index) => {
        largest = Math.max(largest, Math.abs(value - (logits[index] ?? Number.NaN)));
      });
      expect(logits.indexOf(logits.reduce((a, b) => Math.max(a, b)))).toBe(id);
      await sequence.append([id]);
    }
    expect(largest).toBeLessThan(tolerance);
    await engine.dispose();
  });
});

for (const [name, changes] of [
  ['MultiHeadAttention', { attention: 'MultiHeadAttention' }],
  ['a float16 cache', { element: 'float16' }],
  ['hidden states and a head of 4 bits', { hiddenStates: true }],
  ['hidden states and a head of 8 bits', { hiddenStates: true, bits: 8, tied: false }],
  ['hidden states and a head of 16-bit floats', { hiddenStates: true, bits: 32, element: 'float16', dataParts: 1 }],
  ['hidden states and a head of 32-bit floats', { hiddenStates: true, bits: 32 }],
] as const) {
  describeEngineContract(`onnx on wasm, ${name}`, {
    open: () => openSynthetic(makeSyntheticModel(changes)),
    texts: () => [PROMPT, [9, 80, 3, 61, 200, 12, 77]],
    tolerance: 'element' in changes ? 0.05 : 1e-4,
  });
}
