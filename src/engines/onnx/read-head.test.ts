import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { restore } from '../../testing/synthetic/blocks.ts';
import { toHalf } from '../../testing/synthetic/half.ts';
import { makeSyntheticModel } from '../../testing/synthetic/synthetic-model.ts';
import type { SyntheticShape } from '../../testing/synthetic/shape.ts';
import { halfToFloat } from './half-floats.ts';
import type { ExternalFile } from './model-fit.ts';
import { readHead } from './read-head.ts';
import { recognise } from './recognise.ts';
import { headMatrix, type StoredHead } from './stored-head.ts';

async function headOf(graph: Uint8Array, external: readonly ExternalFile[] = []): Promise<StoredHead | string> {
  const recognition = recognise(graph);
  if (!recognition.ok) throw new Error(recognition.refusal.reason);
  return readHead(graph, external, recognition.kind.head);
}

function opened(changes: Partial<SyntheticShape>) {
  const model = makeSyntheticModel(changes);
  const graph = model.files.get(model.graph) ?? new Uint8Array(0);
  const external = [...model.files].flatMap(([path, data]) =>
    path.includes('_data') ? [{ path: path.slice('onnx/'.length), data: new Blob([data]) }] : [],
  );
  return { model, graph, external };
}

const asHalves = (values: ArrayLike<number>): Float32Array => halfToFloat(new Uint16Array(toHalf(values).buffer));

describe('readHead', () => {
  it.each([
    ['4 bits', { bits: 4 }],
    ['8 bits', { bits: 8, tied: false }],
    ['float32, the embedding transposed', { bits: 32, tied: true }],
    ['float32, of its own', { bits: 32, tied: false }],
    ['float16, the embedding transposed', { bits: 32, tied: true, element: 'float16' }],
    ['float16, of its own, in two files beside the graph', { bits: 32, tied: false, element: 'float16', dataParts: 2 }],
    ['4 bits with 16-bit scales', { bits: 4, element: 'float16', dataParts: 1 }],
  ] as const)('reads what the weights stand for: %s', async (_, changes) => {
    const { model, graph, external } = opened(changes);
    const head = await headOf(graph, external);
    if (typeof head === 'string') throw new Error(head);
    const { tokens, hidden, vocabulary } = model.shape;
    const isHalf = model.shape.element === 'float16';
    const { quantised, exact } = model.weights.head;
    const scaled = quantised && { ...quantised, scales: isHalf ? asHalves(quantised.scales) : quantised.scales };
    const stored = scaled ? restore(scaled, vocabulary, hidden).values : exact().values;
    const values = isHalf && !scaled ? asHalves(stored) : stored;
    expect(headMatrix(head, tokens)).toEqual({
      rows: tokens,
      columns: hidden,
      values: Float32Array.from(values.subarray(0, tokens * hidden)),
    });
    expect(head.kind).toBe(changes.bits === 32 ? 'floats' : 'blocks');
  });

  it('reads the zero points of blocks, and rows whose last block is padded', () => {
    // Two rows of three columns in blocks of 2: levels 1 2 | 3 _ and 4 5 | 6 _, zero points 1 | 2 and 3 | 4.
    const head = {
      kind: 'blocks',
      rows: 2,
      columns: 3,
      bits: 4,
      blockSize: 2,
      packed: Uint8Array.of(0x21, 0x03, 0x54, 0x06),
      scales: Float32Array.of(1, 10, 100, 1000),
      zeroPoints: Uint8Array.of(0x21, 0x43),
    } as const;
    expect([...headMatrix(head).values]).toEqual([0, 1, 10, 100, 200, 2000]);
  });

  it("finds the head's shape in a model file", async () => {
    const file = new Uint8Array(readFileSync(new URL('../../testing/tiny/model_q4.onnx', import.meta.url)));
    expect(await headOf(file)).toMatchObject({ kind: 'blocks', rows: 704, columns: 64, bits: 4, blockSize: 32 });
  });

  it('says why a head cannot be read', async () => {
    const { graph, external } = opened({ bits: 32, tied: false, dataParts: 1 });
    expect(await headOf(graph, [])).toMatch(/sizes contradict/);
    const recognition = recognise(graph);
    if (!recognition.ok) throw new Error('The graph was not recognised.');
    const { head } = recognition.kind;
    expect(await readHead(graph, external, { ...head, after: ['Cast', 'Tanh'] })).toMatch(/through Tanh/);
    expect(await readHead(graph, external, { ...head, operator: 'MatMulNBits' })).toMatch(/not found/);
    expect(await readHead(graph, external, { ...head, weight: 'elsewhere' })).toMatch(/stored as nothing/);
  });
});
