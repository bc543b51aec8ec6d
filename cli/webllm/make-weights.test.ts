import { describe, expect, it } from 'vitest';
import { readLibraryMetadata } from './library-metadata.ts';
import { makeWeights } from './make-weights.ts';

const METADATA = {
  model_type: 'qwen2',
  quantization: 'q4f32_1',
  prefill_chunk_size: 1024,
  params: [
    { name: 'model.embed_tokens.q_weight', shape: ['vocab_size', 8], dtype: 'uint32' },
    { name: 'model.embed_tokens.q_scale', shape: ['vocab_size', 2], dtype: 'float32' },
    { name: 'model.layers.0.mlp.down_proj.q_weight', shape: [64, 8], dtype: 'uint32' },
    { name: 'model.layers.1.mlp.down_proj.q_scale', shape: [64, 2], dtype: 'float16' },
    { name: 'model.norm.weight', shape: [64], dtype: 'float32' },
  ],
};

const library = (json: string): Uint8Array => Buffer.from(`\0asm…{"other": 1}…${json}…rest`, 'latin1');
const tokens = { used: 12, padded: 16 };

describe('weights for a compiled library', () => {
  const metadata = readLibraryMetadata(library(JSON.stringify(METADATA)));
  const weights = makeWeights(metadata, tokens);

  it('have the names, shapes and sizes that the library asks for', () => {
    expect(weights.vocabularySize).toBe(16);
    expect(weights.manifest).toMatchObject({
      metadata: { ParamSize: 5, ParamBytes: 4 * (16 * 8 + 16 * 2 + 64 * 8) + 2 * 128 + 4 * 64 },
    });
    expect(weights.manifest.records.length).toBe(5);
    expect(weights.manifest.records[0]).toMatchObject({
      dataPath: 'params_shard_0.bin',
      nbytes: 512,
      records: [{ shape: [16, 8], byteOffset: 0 }],
    });
    expect([0, 1, 2, 3, 4].map((index) => weights.shard(index).length)).toEqual([512, 128, 2048, 256, 256]);
  });

  it('are small steps in the first layer and the rows of real tokens, and zero elsewhere', () => {
    const words = new Uint32Array(weights.shard(0).buffer);
    const nibbles = [...words.subarray(0, 12 * 8)].flatMap((word) =>
      Array.from({ length: 8 }, (_, i) => (word >>> (4 * i)) & 15),
    );
    expect(Math.min(...nibbles)).toBe(3);
    expect(Math.max(...nibbles)).toBe(11);
    expect(words.subarray(12 * 8).every((word) => word === 0x77777777)).toBe(true);
    expect(weights.shard(3).every((byte) => byte === 0)).toBe(true);
    expect(new Float32Array(weights.shard(4).buffer).every((value) => value === 1)).toBe(true);
  });

  it('are the same for the same library', () => {
    expect(makeWeights(metadata, tokens).shard(2)).toEqual(weights.shard(2));
  });

  it('are refused for what is no compiled library', () => {
    expect(() => readLibraryMetadata(library('nothing'))).toThrow(/no compiled model library/);
    expect(() => readLibraryMetadata(library('{"model_type": "x"'))).toThrow(/no compiled model library/);
    const strange = { ...METADATA, params: [{ name: 'a', shape: [1], dtype: 'int8' }] };
    expect(() => readLibraryMetadata(library(JSON.stringify(strange)))).toThrow(/no compiled model library/);
  });
});
