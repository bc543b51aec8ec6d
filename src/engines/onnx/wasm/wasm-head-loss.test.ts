import { describe, expect, it } from 'vitest';
import { multiply } from '../../../control/matrix.ts';
import { correctHiddenState, minimise } from '../../../control/srgen/correction.ts';
import { correctionLoss, softmaxInPlace, type CorrectionProblem } from '../../../control/srgen/loss.ts';
import { HEAD_KINDS, randomHead, randomMatrix } from '../../../testing/random-head.ts';
import { positionsAtOnce } from '../head-loss.ts';
import { headMatrix } from '../stored-head.ts';
import { loadOrtModule } from './ort-module.ts';
import { WasmHeadLoss } from './wasm-head-loss.ts';

const HIDDEN = 32;

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN)));

const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

function problemOf(kind: (typeof HEAD_KINDS)[number], rows: number, positions: number): CorrectionProblem {
  const projection = headMatrix(randomHead(kind, rows, HIDDEN, 0.7));
  const hidden = randomMatrix(positions, HIDDEN, 'sample', 0.7);
  const ids = Array.from({ length: positions }, (_, i) => (7919 * (i + 1)) % rows);
  return { hidden, projection, ids, temperature: 0.6, entropyWeight: 0.3 };
}

const open = async ({ projection }: CorrectionProblem): Promise<WasmHeadLoss> =>
  WasmHeadLoss.create(await loadOrtModule(), projection);

/** The next token's distribution after a correction. */
function corrected({ projection, hidden }: CorrectionProblem, offset: Float64Array): Float64Array {
  const last = hidden.values.subarray((hidden.rows - 1) * HIDDEN);
  const logits = multiply(
    projection,
    Float64Array.from(last, (value, i) => value + (offset[i] ?? 0)),
  );
  softmaxInPlace(logits);
  return logits;
}

describe('the loss of a head in onnxruntime, against its twin in float64', () => {
  const sizes = [
    { rows: 1000, positions: 40 },
    { rows: 151_936, positions: 5 },
  ];
  it.each(HEAD_KINDS.flatMap((kind) => sizes.map((size) => ({ kind, ...size }))))(
    'leads to the same offset and distribution: $kind, $rows rows, $positions positions',
    async ({ kind, rows, positions }) => {
      const problem = problemOf(kind, rows, positions);
      const settings = { steps: 3, learningRate: 0.01 };
      const head = await open(problem);
      const found = await minimise(HIDDEN, settings, head.of(problem));
      const expected = await correctHiddenState(problem, settings);
      expect(largest(differences(found.offset, expected.offset))).toBeLessThan(1e-3);
      const distributions = [found, expected].map(({ offset }) => corrected(problem, offset));
      expect(largest(differences(distributions[0] ?? [], distributions[1] ?? []))).toBeLessThan(1e-3);
      await head.dispose();
    },
  );

  it('has the same values and gradient over two chunks of a large vocabulary', async () => {
    const rows = 151_936;
    const problem = problemOf('float32', rows, positionsAtOnce(rows) + 3);
    const head = await open(problem);
    const at = Float64Array.from({ length: HIDDEN }, (_, i) => 0.05 * Math.cos(i));
    const [found, twin] = [await head.of(problem)(at), correctionLoss(problem, at)];
    expect(Math.abs(found.crossEntropy / twin.crossEntropy - 1)).toBeLessThan(1e-5);
    expect(Math.abs(found.entropy - twin.entropy)).toBeLessThan(1e-4);
    expect(largest(differences(found.gradient, twin.gradient))).toBeLessThan(1e-4);
    await head.dispose();
  });

  it('keeps the surprise of a token that is too unlikely for a float32', async () => {
    const problem = problemOf('float32', 1000, 4);
    const sharp = { ...problem, hidden: { ...problem.hidden, values: problem.hidden.values.map((x) => 30 * x) } };
    const none = new Float64Array(HIDDEN);
    const head = await open(sharp);
    const { crossEntropy } = await head.of(sharp)(none);
    expect(crossEntropy).toBeGreaterThan(150);
    expect(Math.abs(crossEntropy / correctionLoss(sharp, none).crossEntropy - 1)).toBeLessThan(1e-5);
    await head.dispose();
  });
});
