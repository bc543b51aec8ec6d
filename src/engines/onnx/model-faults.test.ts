import { describe, expect, it } from 'vitest';
import { openSynthetic } from '../../testing/synthetic/open-synthetic.ts';
import { makeSyntheticModel, type SyntheticModel } from '../../testing/synthetic/synthetic-model.ts';
import type { DeviceDecision } from './device.ts';
import { recognise } from './recognise.ts';

const encoder = new TextEncoder();

function find(bytes: Uint8Array, text: string, from = 0): number {
  const wanted = encoder.encode(text);
  for (let at = from; at <= bytes.length - wanted.length; at += 1)
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  return -1;
}

/** The model with another graph; the file's length stays, so that only what is meant is wrong. */
function withGraph(
  model: SyntheticModel,
  change: (graph: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): SyntheticModel {
  const graph = change((model.files.get(model.graph) ?? new Uint8Array(0)).slice());
  return { ...model, files: new Map([...model.files, [model.graph, graph]]) };
}

/** Every occurrence of a text replaced by one of the same length. */
function renamed(model: SyntheticModel, from: string, to: string): SyntheticModel {
  expect(to).toHaveLength(from.length);
  return withGraph(model, (graph) => {
    for (let at = find(graph, from); at >= 0; at = find(graph, from, at)) graph.set(encoder.encode(to), at);
    return graph;
  });
}

function withoutFile(model: SyntheticModel, path: string): SyntheticModel {
  return { ...model, files: new Map([...model.files].filter(([each]) => each !== path)) };
}

const good = makeSyntheticModel({ dataParts: 2 });
const plain = makeSyntheticModel();

const FAULTS: readonly [string, SyntheticModel, { code: string; message: RegExp }][] = [
  [
    'a file cut off',
    withGraph(plain, (graph) => graph.slice(0, Math.floor(graph.length / 2))),
    { code: 'model-damaged', message: /is no readable ONNX model/ },
  ],
  ['an operator nobody knows', renamed(plain, 'Sigmoid', 'Sigmoxx'), { code: 'model-unsupported', message: /Sigmoxx/ }],
  [
    'an operator of another domain',
    renamed(plain, 'com.microsoft', 'com.elsewhere'),
    { code: 'model-unsupported', message: /com\.elsewhere/ },
  ],
  [
    'weights of another type than declared',
    withGraph(plain, (graph) => {
      // data_type is the two bytes before the field of the name, whose tag and length are two more.
      graph[find(graph, '/model/norm.weight', find(graph, '/model/norm.weight') + 1) - 3] = 6;
      return graph;
    }),
    { code: 'model-damaged', message: /contradicts itself/ },
  ],
  [
    'external data that is missing',
    withoutFile(good, `${good.graph}_data_1`),
    { code: 'model-missing', message: /model_q4\.onnx_data_1, which is not there/ },
  ],
  [
    'external data that is too short',
    { ...good, files: new Map([...good.files, [`${good.graph}_data`, new Uint8Array(100)]]) },
    { code: 'model-damaged', message: /has 100 bytes, but the graph reads/ },
  ],
  [
    'a tokenizer of another model',
    { ...plain, shape: { ...plain.shape, tokens: 400 } },
    { code: 'model-damaged', message: /400 tokens, but the model has logits for 320/ },
  ],
  [
    'a running state that cannot be taken back',
    renamed(plain, 'past_key_values.1.value', 'past_conv.1.state_of_it'),
    { code: 'model-unsupported', message: /running state \(past_conv/ },
  ],
  [
    'an input nobody knows',
    renamed(makeSyntheticModel({ logitsToKeep: true }), 'num_logits_to_keep', 'num_tokens_of_kind'),
    { code: 'model-unsupported', message: /num_tokens_of_kind/ },
  ],
  [
    'a graph of something else',
    renamed(plain, 'logits', 'pixels'),
    { code: 'model-unsupported', message: /lacks logits/ },
  ],
];

const ADAPTER = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31, shaderF16: true };
const webgpu = (limits: Partial<typeof ADAPTER>): DeviceDecision => ({
  device: 'webgpu',
  reason: '',
  adapter: '',
  limits: { ...ADAPTER, ...limits },
});

describe('a model that is wrong', () => {
  it.each(FAULTS)('is told, with what to do: %s', async (_, model, { code, message }) => {
    const problem = await openSynthetic(model).then(
      () => undefined,
      (caught: unknown) => (caught as { problem?: unknown }).problem,
    );
    expect(problem).toMatchObject({
      code,
      message: expect.stringMatching(message) as unknown,
      hint: expect.stringMatching(/.{10}/) as unknown,
    });
    // The same runtime still loads what is right.
    const engine = await openSynthetic(plain);
    const sequence = engine.open();
    await sequence.append([1, 2, 3]);
    expect((await sequence.logits()).every(Number.isFinite)).toBe(true);
    await engine.dispose();
  });

  it.each([
    ['its buffers are too small', plain, { maxStorageBufferBindingSize: 1000 }, /buffers hold at most 0\.0 MB/],
    ['it has no 16-bit floats', makeSyntheticModel({ element: 'float16' }), { shaderF16: false }, /shader-f16/],
  ] as const)('is refused on a GPU when %s', async (_, model, limits, message) => {
    await expect(openSynthetic(model, webgpu(limits))).rejects.toMatchObject({
      problem: { code: 'engine-unavailable', message: expect.stringMatching(message) as unknown },
    });
  });

  it('never asks for data outside its folder', () => {
    const file = renamed(good, 'model_q4.onnx_data', '../../etc/shadow01').files.get(good.graph);
    expect(recognise(file ?? new Uint8Array(0))).toMatchObject({ ok: false, refusal: { kind: 'damaged' } });
  });
});

it('runs a padded vocabulary of 151,936', async () => {
  const model = makeSyntheticModel({
    vocabulary: 151_936,
    tokens: 151_669,
    layers: 1,
    hidden: 32,
    bits: 8,
    dataParts: 1,
  });
  const engine = await openSynthetic(model);
  const sequence = engine.open();
  await sequence.append([1, 2, 3]);
  expect((await sequence.logits()).length).toBe(151_669);
  await engine.dispose();
});
