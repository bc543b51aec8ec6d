import { describe, expect, it } from 'vitest';
import { multiply, type Matrix } from '../../control/matrix.ts';
import { gumbel } from '../../control/random.ts';
import { correctHiddenState, minimise } from '../../control/srgen/correction.ts';
import { correctionLoss } from '../../control/srgen/loss.ts';
import { HeadLoss } from './head-loss.ts';
import { loadRuntime } from './runtime.ts';

const HIDDEN = 32;

function matrix(rows: number, stream: 'sample' | 'tail', scale: number): Matrix {
  const values = Float32Array.from({ length: rows * HIDDEN }, (_, i) => scale * (gumbel(3, stream, 0, i) - 0.5772));
  return { rows, columns: HIDDEN, values };
}

function softmax(logits: Float64Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const masses = logits.map((logit) => Math.exp(logit - largest));
  const total = masses.reduce((a, b) => a + b);
  return masses.map((mass) => mass / total);
}

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN)));

describe('the loss of a head in onnxruntime', () => {
  // 151,936 rows make chunks of 55 positions, so that 56 need two.
  it.each([
    { rows: 1000, positions: 40 },
    { rows: 151_936, positions: 57 },
  ])('agrees with its twin in float64: $rows rows, $positions positions', async ({ rows, positions }) => {
    const projection = matrix(rows, 'tail', 0.7);
    const hidden = matrix(positions, 'sample', 0.7);
    const ids = Array.from({ length: positions }, (_, i) => (7919 * (i + 1)) % rows);
    const problem = { hidden, projection, ids, temperature: 0.6, entropyWeight: 0.3 };
    const head = await HeadLoss.create(await loadRuntime('wasm'), 'wasm', projection);
    const at = Float64Array.from({ length: HIDDEN }, (_, i) => 0.05 * Math.cos(i));
    const [found, twin] = [await head.at(problem, at), correctionLoss(problem, at)];
    expect(Math.abs(found.crossEntropy / twin.crossEntropy - 1)).toBeLessThan(1e-5);
    expect(Math.abs(found.entropy - twin.entropy)).toBeLessThan(1e-4);
    expect(Math.max(...differences(found.gradient, twin.gradient))).toBeLessThan(1e-4);

    const settings = { steps: 1, learningRate: 0.01 };
    const corrected = await minimise(HIDDEN, settings, (offset) => head.at(problem, offset));
    const expected = await correctHiddenState(problem, settings);
    expect(Math.max(...differences(corrected.offset, expected.offset))).toBeLessThan(1e-3);
    const last = hidden.values.subarray((positions - 1) * HIDDEN);
    const distribution = (offset: Float64Array): Float64Array =>
      softmax(
        multiply(
          projection,
          Float64Array.from(last, (value, i) => value + (offset[i] ?? 0)),
        ),
      );
    const off = differences(distribution(corrected.offset), distribution(expected.offset));
    expect(off.reduce((largest, value) => Math.max(largest, value), 0)).toBeLessThan(1e-3);
    await head.dispose();
  });
});
