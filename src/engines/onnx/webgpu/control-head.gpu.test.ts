import { describe, expect, it } from 'vitest';
import { HEAD_SIZE, type Distribution, type SparseEdits } from '../../../control/distribution.ts';
import { uniform } from '../../../control/random.ts';
import { describeDistribution } from '../../../control/statistics.ts';
import { gpuForTests } from '../../../testing/gpu-for-tests.ts';
import { ControlHead } from './control-head.ts';

const gpu = await gpuForTests();

async function onGpu(
  logits: Float32Array<ArrayBuffer>,
  edits: SparseEdits,
  temperature: number,
  shift?: Float32Array<ArrayBuffer>,
): Promise<Distribution> {
  const head = new ControlHead(gpu, logits.length);
  const upload = (values: Float32Array<ArrayBuffer>): GPUBuffer => {
    const buffer = gpu.buffer(values.byteLength);
    gpu.write(buffer, values);
    return buffer;
  };
  const before = gpu.readBackBytes;
  const described = await head.describe(upload(logits), edits, temperature, shift && upload(shift));
  expect(gpu.readBackBytes - before).toBeLessThanOrEqual(4096);
  head.dispose();
  return described;
}

/** Within 1e-5, absolute or relative. */
function expectClose(found: number, expected: number): void {
  if (Number.isFinite(expected)) {
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
  } else {
    expect(found).toBe(expected);
  }
}

function expectSame(found: Distribution, expected: Distribution): void {
  for (const side of ['base', 'final'] as const) {
    expect(found[side].top.ids).toEqual(expected[side].top.ids);
    expect(found[side].top.logits).toEqual(expected[side].top.logits);
    for (const figure of ['logSumExp', 'entropy', 'varentropy', 'temperedLogSumExp', 'temperedEntropy'] as const) {
      expectClose(found[side][figure], expected[side][figure]);
    }
  }
  expectClose(found.divergence, expected.divergence);
  expectClose(found.sumOfLogits, expected.sumOfLogits);
  expect(found.vocabularySize).toBe(expected.vocabularySize);
  expect(found.temperature).toBe(expected.temperature);
}

/** About normal, -Infinity nowhere. */
function randomLogits(size: number, spread: number): Float32Array<ArrayBuffer> {
  const at = (id: number, index: number): number => uniform(size, 'sample', id, index);
  return Float32Array.from({ length: size }, (_, id) => spread * (at(id, 0) + at(id, 1) + at(id, 2) - 1.5));
}

const NONE: SparseEdits = new Map();
const SOME: SparseEdits = new Map([
  [3, 2.5],
  [17, -Infinity],
  [40, -1.25],
  [41, 6],
]);

async function compare(
  logits: Float32Array<ArrayBuffer>,
  edits: SparseEdits,
  temperature: number,
): Promise<Distribution> {
  const found = await onGpu(logits, edits, temperature);
  expectSame(found, describeDistribution(logits, edits, temperature));
  return found;
}

describe('the control head, against its twin', () => {
  it.each([64, 65, 704, 1000, 2047, 2049, 32_000, 151_936])('on a vocabulary of %i', async (size) => {
    await compare(randomLogits(size, 12), NONE, 0.6);
    await compare(randomLogits(size, 3), SOME, 1);
  });

  it('on a vocabulary smaller than what it keeps', async () => {
    const { base } = await compare(randomLogits(50, 5), SOME, 0.6);
    expect(base.top.ids).toHaveLength(50);
  });

  it('with ties: the lower id comes first', async () => {
    const equal = new Float32Array(5000).fill(-1.5);
    const { base, final } = await compare(equal, new Map([[4999, 1]]), 0.6);
    expect(base.top.ids).toEqual(Array.from({ length: HEAD_SIZE }, (_, id) => id));
    expect(final.top.ids[0]).toBe(4999);
    // Few values, so that the last of the candidates has equals in several chunks; 0 and -0 are equal.
    const few = Float32Array.from(
      { length: 9000 },
      (_, id) => [-0, 0, 1, -2][Math.floor(4 * uniform(1, 'sample', id, 0))] ?? 0,
    );
    few.set([7, 7, 7], 6000);
    await compare(few, SOME, 0.3);
  });

  it('with bans, of the likeliest and of all but a few', async () => {
    const logits = randomLogits(3000, 8);
    logits[5] = 40;
    await compare(logits, new Map([[5, -Infinity]]), 0.6);
    const bans = new Map(Array.from(logits.subarray(0, 2990), (_, id): [number, number] => [id, -Infinity]));
    const { final } = await compare(logits, bans, 0.6);
    expect(final.top.ids).toHaveLength(10);
  });

  it('with logits that are -Infinity already', async () => {
    const logits = randomLogits(4500, 8);
    logits.fill(-Infinity, 100, 4300);
    await compare(logits, SOME, 0.6);
  });

  it('with a distribution that is certain, and with a temperature close to 0', async () => {
    const logits = randomLogits(1000, 4);
    logits[123] = 90;
    await compare(logits, SOME, 0.6);
    await compare(randomLogits(1000, 20), SOME, 0.01);
  });

  it('with temperature 0, which counts as 1', async () => {
    const logits = randomLogits(1000, 4);
    const found = await onGpu(logits, SOME, 0);
    expectSame(found, describeDistribution(logits, SOME, 0));
  });

  it('with more edits than one workgroup has threads', async () => {
    const edits = new Map(Array.from({ length: 700 }, (_, index): [number, number] => [3 * index, (index % 9) - 4]));
    await compare(randomLogits(32_001, 10), edits, 0.6);
  });

  it('with a shift of every logit, and edits on top', async () => {
    const logits = randomLogits(5000, 6);
    const shift = Float32Array.from(logits, (_, id) => Math.sin(id));
    for (const edits of [NONE, SOME]) {
      const found = await onGpu(logits, edits, 0.6, shift);
      expectSame(found, describeDistribution(logits, edits, 0.6, Float64Array.from(shift)));
    }
  });
});
