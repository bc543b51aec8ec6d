import * as v from 'valibot';
import { filteredProbabilities } from '../../src/control/sampler.ts';
import { applyEdits, type Logits } from '../../src/control/statistics.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';

const numbers = v.array(v.number());
const unfiltered = { topP: 1, topK: 0, minP: 0 };

/** Ids that can be drawn. */
function kept(probabilities: Float64Array): number[] {
  return [...probabilities.keys()].filter((id) => (probabilities[id] ?? 0) > 0);
}

const pipelineFile = v.object({
  logits: numbers,
  temperature: v.number(),
  top_p: v.number(),
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  cases: v.array(
    v.object({ bias_on_id2: v.number(), p_after_temperature: numbers, kept_by_top_p: numbers, p_final: numbers }),
  ),
});

export const checkPipelineOrder: VectorCheck = (file, tally) => {
  const { logits, temperature, top_p: topP, cases, tolerance_abs: tolerance } = v.parse(pipelineFile, file);
  for (const { bias_on_id2: bias, p_after_temperature, kept_by_top_p, p_final } of cases) {
    const edited: Logits = applyEdits(Float64Array.from(logits), new Map([[2, bias]]));
    const final = filteredProbabilities(edited, { ...unfiltered, temperature, topP });
    tally.near(
      `bias ${bias}, after temperature`,
      filteredProbabilities(edited, { ...unfiltered, temperature }),
      p_after_temperature,
      tolerance,
    );
    tally.same(
      `bias ${bias}, kept by top-p`,
      kept(final),
      [...kept_by_top_p].sort((a, b) => a - b),
    );
    tally.near(`bias ${bias}, final`, final, p_final, tolerance);
  }
};

const minPFile = v.object({
  logits: numbers,
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  cases: v.array(
    v.object({ temperature: v.number(), min_p: v.number(), p: numbers, keep: v.array(v.boolean()), p_final: numbers }),
  ),
});

export const checkMinP: VectorCheck = (file, tally) => {
  const { logits, cases, tolerance_abs: tolerance } = v.parse(minPFile, file);
  const values = Float64Array.from(logits);
  for (const { temperature, min_p: minP, p, keep, p_final } of cases) {
    const name = `temperature ${temperature}, min-p ${minP}`;
    const final = filteredProbabilities(values, { ...unfiltered, temperature, minP });
    tally.near(`${name}, before`, filteredProbabilities(values, { ...unfiltered, temperature }), p, tolerance);
    tally.same(
      `${name}, kept`,
      kept(final),
      [...keep.keys()].filter((id) => keep[id]),
    );
    tally.near(`${name}, final`, final, p_final, tolerance);
  }
};
