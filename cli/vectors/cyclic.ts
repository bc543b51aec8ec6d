import * as v from 'valibot';
import { checkSettings } from '../../src/control/settings.ts';
import { applyEdits } from '../../src/control/statistics.ts';
import { cyclicReflex, triangularWave } from '../../src/control/strategies/cyclic-reflex.ts';
import { Moments } from '../../src/decoding/moments.ts';
import type { Tally } from './tally.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';
import { modelOf } from './word-list.ts';

const numbers = v.array(v.number());

const waveFile = v.object({
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  cases: v.array(v.object({ A: v.number(), C: v.number(), shift: v.number(), t: numbers, delta: numbers })),
});

export const checkCyclicWave: VectorCheck = (file, tally) => {
  const { cases, tolerance_abs: tolerance } = v.parse(waveFile, file);
  for (const { A: amplitude, C: period, shift, t, delta } of cases) {
    t.forEach((position, index) => {
      const value = triangularWave(position, { amplitude, period, shift });
      tally.near(
        `A ${amplitude}, C ${period}, shift ${shift}, t ${position}`,
        value,
        delta[index] ?? Number.NaN,
        tolerance,
      );
    });
  }
};

const applyFile = v.object({
  A: v.number(),
  C: v.number(),
  window: v.tuple([v.number(), v.number()]),
  reflection_ids: numbers,
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  steps: v.array(
    v.object({
      n_output: v.number(),
      end_think_in_output: v.boolean(),
      logits_in: numbers,
      bias: v.number(),
      logits_out: numbers,
    }),
  ),
});

/** Runs the strategy itself, over a vocabulary whose reflection ids are those of the file. */
export const checkCyclicApply: VectorCheck = (file, tally) => {
  const data = v.parse(applyFile, file);
  const settings = checkSettings(cyclicReflex, {
    amplitude: data.A,
    period: data.C,
    windowStart: data.window[0],
    windowEnd: data.window[1],
    vocabulary: 'words',
  });
  for (const step of data.steps) {
    const words = step.logits_in.map((_, id) => (data.reflection_ids.includes(id) ? 'wait' : `word${id}`));
    const strategy = cyclicReflex.create(settings, modelOf(words), { uniform: () => 0.5 });
    const moments = new Moments();
    moments.add(
      'cyclic-reflex',
      strategy.plan?.({ length: step.n_output, tokens: [], phase: step.end_think_in_output ? 'answer' : 'thinking' }) ??
        [],
    );
    checkStep(tally, step, moments.edits, data.tolerance_abs, data.reflection_ids);
  }
};

function checkStep(
  tally: Tally,
  step: v.InferOutput<typeof applyFile>['steps'][number],
  edits: ReadonlyMap<number, number>,
  tolerance: number,
  ids: readonly number[],
): void {
  const name = `n_output ${step.n_output}`;
  for (const id of ids) tally.near(`${name}, bias on ${id}`, edits.get(id) ?? 0, step.bias, tolerance);
  tally.near(`${name}, logits`, applyEdits(Float64Array.from(step.logits_in), edits), step.logits_out, tolerance);
}
