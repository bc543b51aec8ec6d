import { describe, expect, it } from 'vitest';
import { openSynthetic } from '../../../testing/synthetic/open-synthetic.ts';
import { makeSyntheticModel } from '../../../testing/synthetic/synthetic-model.ts';
import { readGraphFile } from '../graph-file.ts';
import { expandWeights } from './expand-weights.ts';
import { unpackTransposed } from './unpack-blocks.ts';

const scales = Float32Array.of(0.5, 2, 1, 0.25);

describe('unpackTransposed', () => {
  it('reads the low half of a byte first, and takes the middle of the range off', () => {
    const packed = Uint8Array.of(0x98, 0x70, 0x0f, 0x88);
    expect([
      ...unpackTransposed({ rows: 2, columns: 4, bits: 4, blockSize: 2, packed, scales, zeroPoints: undefined }),
    ]).toEqual([0, 7, 0.5, -8, -16, 0, -2, 0]);
  });

  it('leaves the padding of the last block out', () => {
    const packed = Uint8Array.of(0x98, 0x70, 0x0f, 0x88);
    expect([
      ...unpackTransposed({ rows: 2, columns: 3, bits: 4, blockSize: 2, packed, scales, zeroPoints: undefined }),
    ]).toEqual([0, 7, 0.5, -8, -16, 0]);
  });

  it('takes zero points of its own off, packed like the values', () => {
    const packed = Uint8Array.of(3, 5, 200, 100);
    const eight = { rows: 1, columns: 4, bits: 8, blockSize: 2, packed, scales } as const;
    expect([...unpackTransposed({ ...eight, zeroPoints: Uint8Array.of(3, 100) })]).toEqual([0, 1, 200, 0]);
    const four = { rows: 1, columns: 4, bits: 4, blockSize: 2, packed: Uint8Array.of(0x21, 0x43), scales } as const;
    expect([...unpackTransposed({ ...four, zeroPoints: Uint8Array.of(0x31) })]).toEqual([0, 0.5, 0, 2]);
  });
});

const graphOf = (model: ReturnType<typeof makeSyntheticModel>): Uint8Array =>
  model.files.get(model.graph) ?? new Uint8Array(0);

describe('expandWeights', () => {
  it('leaves no quantised product, and keeps what the embedding reads', async () => {
    const model = makeSyntheticModel();
    const { graph, bytes, tooLarge, keepsQuantised } = await expandWeights(graphOf(model), []);
    const before = readGraphFile(graphOf(model));
    const after = readGraphFile(graph);
    expect(before.nodes.some(({ type }) => type === 'MatMulNBits')).toBe(true);
    expect(after.nodes.map(({ type }) => type)).not.toContain('MatMulNBits');
    expect(after.tensors.has('/lm_head.weight_Q4')).toBe(true);
    expect(after.tensors.has('/model/layers.0/mlp/up_proj.weight_Q4')).toBe(false);
    const expanded = [...after.tensors.values()].filter(({ name }) => name.endsWith('_expanded'));
    expect(expanded.reduce((sum, each) => sum + each.bytes, 0)).toBe(bytes);
    expect([tooLarge, keepsQuantised]).toEqual([false, false]);
    expect([after.inputs, after.outputs]).toEqual([before.inputs, before.outputs]);
  });

  it('leaves the graph as it is above its limit, and where there is nothing to expand', async () => {
    const quantised = graphOf(makeSyntheticModel());
    expect(await expandWeights(quantised, [], 1000)).toMatchObject({
      graph: quantised,
      tooLarge: true,
      keepsQuantised: true,
    });
    const plain = graphOf(makeSyntheticModel({ bits: 32 }));
    expect(await expandWeights(plain, [])).toEqual({ graph: plain, bytes: 0, tooLarge: false, keepsQuantised: false });
  });

  it('is told by the engine', async () => {
    for (const [bits, told] of [
      [4, /expanded to 32-bit floats$/],
      [32, /wasm$/],
    ] as const) {
      const engine = await openSynthetic(makeSyntheticModel({ bits }));
      expect(engine.info.description).toMatch(told);
      await engine.dispose();
    }
  });
});
