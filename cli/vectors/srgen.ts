import * as v from 'valibot';
import { correctHiddenState } from '../../src/control/srgen/correction.ts';
import type { Matrix } from '../../src/control/matrix.ts';
import { correctionLoss, project, type CorrectionProblem } from '../../src/control/srgen/loss.ts';
import { INITIAL_MONITOR, isMonitoring, testEntropy } from '../../src/control/srgen/threshold.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';

const numbers = v.array(v.number());

const thresholdFile = v.object({
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  cases: v.array(
    v.object({
      N: v.number(),
      K: v.number(),
      min_std: v.number(),
      min_threshold: v.number(),
      static_threshold: v.number(),
      max_retries: v.number(),
      H: numbers,
      log: v.array(
        v.object({
          i: v.number(),
          mode: v.string(),
          corrected: v.optional(v.boolean()),
          threshold: v.optional(v.number()),
          trigger: v.optional(v.boolean()),
        }),
      ),
    }),
  ),
});

/** Walks forward passes as the published code counts them: the corrected pass after a trigger is one of its own. */
export const checkSrgenThreshold: VectorCheck = (file, tally) => {
  const { cases, tolerance_abs: tolerance } = v.parse(thresholdFile, file);
  cases.forEach((entry, number) => {
    const settings = {
      window: entry.N,
      deviations: entry.K,
      minDeviation: entry.min_std,
      minThreshold: entry.min_threshold,
      staticThreshold: entry.static_threshold,
    };
    let state = INITIAL_MONITOR;
    let correctsNext = false;
    for (const { i, mode, corrected, threshold, trigger } of entry.log) {
      const name = `case ${number}, pass ${i}`;
      if (i === 0 || correctsNext) {
        tally.same(name, { mode: 'prefill', corrected: correctsNext }, { mode, corrected });
        correctsNext = false;
      } else if (isMonitoring(state, entry.max_retries)) {
        const step = testEntropy(state, entry.H[i] ?? Number.NaN, settings, entry.max_retries);
        tally.same(name, { mode: 'test', trigger: step.triggered }, { mode, trigger });
        tally.near(`${name}, threshold`, step.threshold, threshold ?? Number.NaN, tolerance);
        state = step.state;
        correctsNext = step.corrects;
      } else tally.same(name, 'plain', mode);
    }
  });
};

const loss = { ce: v.number(), entropy: v.number(), loss: v.number() };
const deltaFile = v.object({
  cases: v.array(
    v.object({
      lambda: v.number(),
      lr: v.number(),
      steps: v.number(),
      temperature: v.number(),
      hidden: v.array(numbers),
      lm_head: v.array(numbers),
      input_ids: numbers,
      trace: v.array(v.object({ ...loss, grad: numbers, delta_before: numbers })),
      delta: numbers,
      final: v.object(loss),
      last_logits_before: numbers,
      last_logits_after: numbers,
    }),
  ),
});

/** Losses and gradients are held to this, the rest to the default. */
const LOSS_TOLERANCE = 1e-9;

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) };
}

export const checkSrgenDelta: VectorCheck = async (file, tally) => {
  for (const [number, entry] of v.parse(deltaFile, file).cases.entries()) {
    const problem: CorrectionProblem = {
      hidden: matrix(entry.hidden),
      projection: matrix(entry.lm_head),
      ids: entry.input_ids,
      temperature: entry.temperature,
      entropyWeight: entry.lambda,
    };
    const { offset, losses } = await correctHiddenState(problem, { steps: entry.steps, learningRate: entry.lr });
    [...entry.trace, entry.final].forEach((expected, step) => {
      const found = losses[step];
      const name = `case ${number}, step ${step}`;
      const values = found ? [found.crossEntropy, found.entropy, found.total] : [];
      tally.near(`${name}, losses`, values, [expected.ce, expected.entropy, expected.loss], LOSS_TOLERANCE);
    });
    entry.trace.forEach(({ grad, delta_before }, step) => {
      const { gradient } = correctionLoss(problem, Float64Array.from(delta_before));
      tally.near(`case ${number}, step ${step}, gradient`, gradient, grad, LOSS_TOLERANCE);
    });
    const decreases = losses.every(({ total }, step) => step === 0 || total < (losses[step - 1]?.total ?? -Infinity));
    tally.same(`case ${number}, the loss falls at every step`, decreases, true);
    tally.near(`case ${number}, offset`, offset, entry.delta, DEFAULT_TOLERANCE);
    const last = entry.hidden.at(-1) ?? [];
    const none = new Float64Array(last.length);
    const [before, after] = [project(problem.projection, last, none), project(problem.projection, last, offset)];
    tally.near(`case ${number}, logits before`, before, entry.last_logits_before, DEFAULT_TOLERANCE);
    tally.near(`case ${number}, logits after`, after, entry.last_logits_after, DEFAULT_TOLERANCE);
  }
};
