import { multiply, type Matrix } from '../src/control/matrix.ts';
import { gumbel } from '../src/control/random.ts';
import { CandidateHistory } from '../src/control/srgen/candidates.ts';
import { minimise, type Correction } from '../src/control/srgen/correction.ts';
import type { CorrectionProblem } from '../src/control/srgen/loss.ts';
import { TruncatedLoss } from '../src/control/srgen/truncated-loss.ts';
import { describeDistribution, describeLogits, topLogits } from '../src/control/statistics.ts';
import { loadRuntime } from '../src/engines/onnx/runtime.ts';
import { loadOrtModule } from '../src/engines/onnx/wasm/ort-module.ts';
import { WasmHeadLoss } from '../src/engines/onnx/wasm/wasm-head-loss.ts';
import { makeSyntheticModel } from '../src/testing/synthetic/synthetic-model.ts';
import { openSynthetic } from '../src/testing/synthetic/open-synthetic.ts';
import type { Figure } from './figure.ts';
import { BareProducts } from './srgen-products.ts';

const HIDDEN = 64;
const VOCABULARY = 151_936;
const POSITIONS = 1000;
const SETTINGS = { steps: 3, learningRate: 0.01 };
const TEMPERATURE = 0.6;
const KEPT = [16, 64, 256];
const RUNS = 3;

function matrix(rows: number, stream: 'sample' | 'tail', scale: number): Matrix {
  const values = Float32Array.from({ length: rows * HIDDEN }, (_, i) => scale * (gumbel(11, stream, 0, i) - 0.5772));
  return { rows, columns: HIDDEN, values };
}

/**
 * A context as a trained head would see it: distributions of a few nats, tokens drawn from them. A random head is far
 * flatter than a trained one, which would be unfair to candidates; the scale is chosen for an entropy near 2 nats.
 */
function makeContext(): { problem: CorrectionProblem; histories: ReadonlyMap<number, CandidateHistory> } {
  const projection = matrix(VOCABULARY, 'tail', 0.78);
  const hidden = matrix(POSITIONS, 'sample', 0.78);
  const histories = new Map(KEPT.map((count) => [count, new CandidateHistory(count)]));
  const ids = [0];
  for (let position = 0; position < POSITIONS; position += 1) {
    const state = hidden.values.subarray(position * HIDDEN, (position + 1) * HIDDEN);
    const logits = Float32Array.from(multiply(projection, state));
    const top = topLogits(logits, Math.max(...KEPT));
    const { logSumExp } = describeLogits(logits, 1);
    for (const history of histories.values()) history.append(top.ids, top.logits, logSumExp);
    const drawn = top.ids.map(
      (id, place) => [(top.logits[place] ?? 0) + gumbel(12, 'sample', position, id), id] as const,
    );
    ids.push(drawn.reduce((best, each) => (each[0] > best[0] ? each : best))[1]);
  }
  return {
    problem: { hidden, projection, ids: ids.slice(0, POSITIONS), temperature: TEMPERATURE, entropyWeight: 0.05 },
    histories,
  };
}

const cosine = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));

async function seconds(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return (performance.now() - started) / 1000;
}

/**
 * One correction at a context of 1,000 tokens and a vocabulary of 151,936, hidden size 64, 3 steps, on wasm: exact, with the
 * whole vocabulary at every step, truncated, the bare products, and what a prefill of the context costs that the published code makes at every trigger.
 * All variants are timed in turn, RUNS times.
 */
export async function measureSrgen(): Promise<readonly Figure[]> {
  const { problem, histories } = makeContext();
  const runtime = await loadRuntime('wasm');
  const head = await WasmHeadLoss.create(await loadOrtModule(), problem.projection);
  const products = await BareProducts.create(runtime, problem.projection);
  const last = problem.hidden.values.subarray((POSITIONS - 1) * HIDDEN);
  const lastLogits = Float32Array.from(multiply(problem.projection, last));
  const { temperedLogSumExp, temperedEntropy } = describeLogits(lastLogits, TEMPERATURE);
  const tempered = { logSumExp: temperedLogSumExp, entropy: temperedEntropy };
  const exactly = (): Promise<Correction> => minimise(HIDDEN, SETTINGS, head.of(problem));
  // Another loss every time, so that nothing is kept from the evaluation before.
  const densely = (): Promise<Correction> => minimise(HIDDEN, SETTINGS, (offset) => head.of(problem)(offset));
  const truncated = (count: number): Promise<Correction> => {
    const loss = new TruncatedLoss({ ...problem, candidates: histories.get(count)?.view() ?? missing(), tempered });
    return minimise(HIDDEN, SETTINGS, (offset) => loss.at(offset));
  };
  const synthetic = makeSyntheticModel({
    vocabulary: VOCABULARY,
    tokens: VOCABULARY,
    contextLength: 2 * POSITIONS,
    logitsToKeep: true,
  });
  const engine = await openSynthetic(synthetic);
  const prefill = async (): Promise<void> => {
    const sequence = engine.open();
    await sequence.append(problem.ids);
    sequence.dispose();
  };

  const times = new Map<string, number[]>();
  const time = async (name: string, task: () => Promise<unknown>): Promise<number> => {
    const taken = await seconds(task);
    times.set(name, [...(times.get(name) ?? []), taken]);
    return taken;
  };
  for (let run = -1; run < RUNS; run += 1) {
    if (run === 0) times.clear(); // the first round warms up
    const exact = await time('exact', exactly);
    const bare = await time('products', () => products.run(problem.hidden, SETTINGS.steps));
    const dense = await time('dense', densely);
    times.set('over products', [...(times.get('over products') ?? []), exact / bare]);
    times.set('dense over products', [...(times.get('dense over products') ?? []), dense / bare]);
    const refill = await time('prefill', prefill);
    times.set('published over exact', [...(times.get('published over exact') ?? []), (dense + refill) / exact]);
    for (const count of KEPT) {
      const short = await time(`truncated ${count}`, () => truncated(count));
      times.set(`exact over ${count}`, [...(times.get(`exact over ${count}`) ?? []), exact / short]);
      times.set(`published over ${count}`, [...(times.get(`published over ${count}`) ?? []), (dense + refill) / short]);
    }
  }

  const exact = (await exactly()).offset;
  const dense = (await densely()).offset;
  const moved = (offset: Float64Array): Float64Array => multiply(problem.projection, offset);
  const distances: Figure[] = [];
  for (const count of KEPT) {
    const { offset } = await truncated(count);
    const before = Float32Array.from(moved(exact), (value, id) => value + (lastLogits[id] ?? 0));
    const shift = moved(offset.map((value, i) => value - (exact[i] ?? 0)));
    distances.push(
      { name: `1 - cosine of the offsets, K = ${count}`, unit: '', runs: [1 - cosine(offset, exact)] },
      {
        name: `KL(truncated || exact) of the corrected distributions, K = ${count}`,
        unit: 'nats',
        runs: [describeDistribution(before, new Map(), 1, shift).divergence],
      },
    );
  }
  await engine.dispose();
  const of = (name: string): readonly number[] => times.get(name) ?? [];
  return [
    { name: 'entropy of the last position', unit: 'nats', runs: [describeLogits(lastLogits, 1).entropy] },
    { name: 'exact correction', unit: 's', runs: of('exact') },
    { name: 'the bare products of its evaluations', unit: 's', runs: of('products') },
    {
      name: 'exact over bare products',
      unit: 'times',
      runs: of('over products'),
      target: { kind: 'at most', value: 1.3 },
    },
    { name: 'the whole vocabulary at every step', unit: 's', runs: of('dense') },
    { name: 'the whole vocabulary at every step over bare products', unit: 'times', runs: of('dense over products') },
    {
      name: 'largest difference of its offset from the exact one',
      unit: '',
      runs: [Math.max(...dense.map((value, i) => Math.abs(value - (exact[i] ?? Number.NaN))))],
    },
    { name: 'prefill of the context, 2 layers', unit: 's', runs: of('prefill') },
    {
      name: 'the published way (prefill, the whole vocabulary at every step) over exact',
      unit: 'times',
      runs: of('published over exact'),
    },
    ...KEPT.flatMap((count): Figure[] => [
      { name: `truncated correction, K = ${count}`, unit: 's', runs: of(`truncated ${count}`) },
      {
        name: `exact over truncated, K = ${count}`,
        unit: 'times',
        runs: of(`exact over ${count}`),
        ...(count === 64 && { target: { kind: 'at least', value: 20 } as const }),
      },
      {
        name: `the published way over truncated, K = ${count}`,
        unit: 'times',
        runs: of(`published over ${count}`),
      },
    ]),
    ...distances,
  ];
}

function missing(): never {
  throw new Error('No candidates were kept for this K.');
}
