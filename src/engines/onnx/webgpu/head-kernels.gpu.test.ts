import { describe, expect, it } from 'vitest';
import { multiply } from '../../../control/matrix.ts';
import { correctHiddenState, minimise } from '../../../control/srgen/correction.ts';
import { addErrors, correctionLoss, project, projectBack } from '../../../control/srgen/loss.ts';
import { gpuForTests } from '../../../testing/gpu-for-tests.ts';
import { HEAD_KINDS, randomHead, randomMatrix, type HeadKind } from '../../../testing/random-head.ts';
import { headMatrix } from '../stored-head.ts';
import { GpuHeadLoss } from './gpu-head-loss.ts';
import { HeadKernels } from './head-kernels.ts';
import { headWords } from './head-words.ts';

const gpu = await gpuForTests();

/** Neither is a multiple of a tile, or of a block. */
const [ROWS, COLUMNS] = [1000, 72];
/** Of the head, beyond the vocabulary. */
const PADDING = 24;

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

function headOf(kind: HeadKind) {
  const stored = randomHead(kind, ROWS + PADDING, COLUMNS, 0.4);
  return { words: headWords(stored, ROWS), matrix: headMatrix(stored, ROWS) };
}

describe.each(HEAD_KINDS)('the kernels of a head of %s, against their twins', (kind) => {
  const offset = Float64Array.from({ length: COLUMNS }, (_, i) => 0.05 * Math.cos(i));

  it('gives logits, errors, surprises and what goes back through the head', async () => {
    const { words, matrix } = headOf(kind);
    const positions = 19;
    const { values } = randomMatrix(positions, COLUMNS, 'sample', 0.5);
    const said = Uint32Array.from({ length: positions }, (_, i) => (i < 2 ? 999 : (37 * i) % ROWS));
    const kernels = new HeadKernels(gpu, words, positions);
    const text = kernels.text(Float32Array.from(values), said);
    kernels.moveBy(Float32Array.from(offset));
    const logitsOf = (position: number): Float64Array =>
      project(matrix, values.subarray(position * COLUMNS, (position + 1) * COLUMNS), offset);

    kernels.project(text, { first: 18, positions: 1, share: 0 });
    expect(differences(await kernels.logits(), logitsOf(18))).toBeLessThan(1e-4);

    const weights = Float64Array.from({ length: ROWS }, (_, i) => Math.sin(i) / 100);
    kernels.startFrom(Float32Array.from(weights));
    kernels.addErrors(text, { first: 0, positions, share: 0.25 });
    kernels.back();
    const surprises = Float64Array.from(said, (id, position) => addErrors(weights, logitsOf(position), id, 0.25));
    expect(differences(await kernels.surprises(text, positions), surprises)).toBeLessThan(1e-4);
    expect(differences(await kernels.gradient(), projectBack(matrix, weights))).toBeLessThan(1e-4);
    kernels.dispose();
  });

  it('leads to the same offset and distribution as float64, over chunks of positions', async () => {
    const { words, matrix } = headOf(kind);
    const hidden = randomMatrix(12, COLUMNS, 'sample', 0.5);
    const ids = Array.from({ length: hidden.rows }, (_, i) => (7919 * (i + 1)) % ROWS);
    const problem = { hidden, projection: matrix, ids, temperature: 0.6, entropyWeight: 0.3 };
    const loss = await GpuHeadLoss.create(gpu, words, 5);
    const [found, twin] = [await loss.of(problem)(offset), correctionLoss(problem, offset)];
    expect(found.crossEntropy).toBeCloseTo(twin.crossEntropy, 4);
    expect(found.entropy).toBeCloseTo(twin.entropy, 4);
    expect(differences(found.gradient, twin.gradient)).toBeLessThan(1e-4);
    expect(differences(await loss.moves(offset), multiply(matrix, offset))).toBeLessThan(1e-5);

    const settings = { steps: 3, learningRate: 0.01 };
    const corrected = await minimise(COLUMNS, settings, loss.of(problem));
    const expected = await correctHiddenState(problem, settings);
    expect(differences(corrected.offset, expected.offset)).toBeLessThan(1e-3);
    const moved = multiply(
      matrix,
      corrected.offset.map((value, i) => value - (expected.offset[i] ?? 0)),
    );
    expect(Math.max(...moved.map(Math.abs))).toBeLessThan(1e-3);
    await loss.dispose();
  });
});

it('a head whose text is one token has no past, but an entropy', async () => {
  const { words, matrix } = headOf('4 bits');
  const problem = {
    hidden: randomMatrix(1, COLUMNS, 'sample', 0.5),
    projection: matrix,
    ids: [5],
    temperature: 1,
    entropyWeight: 0.5,
  };
  const loss = await GpuHeadLoss.create(gpu, words, 5);
  const none = new Float64Array(COLUMNS);
  const [found, twin] = [await loss.of(problem)(none), correctionLoss(problem, none)];
  expect(found.crossEntropy).toBe(0);
  expect(differences(found.gradient, twin.gradient)).toBeLessThan(1e-4);
  await loss.dispose();
});
