import * as v from 'valibot';
import {
  codeCertainty,
  isSuppressed,
  paperCertainty,
  suppressionProbability,
} from '../../src/control/cgrs/certainty.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';

const numbers = v.array(v.number());

const cgrsFile = v.object({
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
  cases: v.optional(
    v.array(
      v.looseObject({
        probe_top5_logprobs: v.array(numbers),
        certainty_code: v.number(),
        'p_code_delta0.9': v.optional(v.number()),
        certainty_paper: v.optional(v.number()),
        'p_paper_delta0.9': v.optional(v.number()),
      }),
    ),
    [],
  ),
  six_entry_case: v.optional(v.object({ rows: v.array(numbers), C: v.number() })),
  p_grid: v.optional(v.array(v.object({ C: v.number(), delta: v.number(), p: v.number() })), []),
  entropy_to_p: v.optional(
    v.array(v.object({ mean_entropy_nats: v.number(), p_code_log5: v.number(), p_paper_log152064: v.number() })),
    [],
  ),
  suppression: v.optional(
    v.looseObject({ example: v.object({ p: v.number(), u: numbers, suppressed: v.array(v.boolean()) }) }),
  ),
});

export const checkCgrs: VectorCheck = (file, tally) => {
  const data = v.parse(cgrsFile, file);
  const tolerance = data.tolerance_abs;
  data.cases.forEach((entry, index) => {
    const certainty = codeCertainty(entry.probe_top5_logprobs);
    tally.near(`case ${index}, certainty of the code`, certainty, entry.certainty_code, tolerance);
    const byCode = entry['p_code_delta0.9'];
    const byPaper = entry['p_paper_delta0.9'];
    if (byCode !== undefined) {
      tally.near(`case ${index}, p of the code`, suppressionProbability(certainty, 0.9), byCode, tolerance);
    }
    if (byPaper !== undefined && entry.certainty_paper !== undefined) {
      const p = suppressionProbability(entry.certainty_paper, 0.9);
      tally.near(`case ${index}, p of the paper`, p, byPaper, tolerance);
    }
  });
  if (data.six_entry_case) {
    tally.near('six entries', codeCertainty(data.six_entry_case.rows), data.six_entry_case.C, tolerance);
  }
  for (const { C, delta, p } of data.p_grid) {
    tally.near(`C ${C}, threshold ${delta}`, suppressionProbability(C, delta), p, tolerance);
  }
  for (const { mean_entropy_nats: entropy, p_code_log5, p_paper_log152064 } of data.entropy_to_p) {
    const code = suppressionProbability(paperCertainty([entropy], 5), 0.9);
    const paper = suppressionProbability(paperCertainty([entropy], 152_064), 0.9);
    tally.near(`mean entropy ${entropy}, code`, code, p_code_log5, tolerance);
    tally.near(`mean entropy ${entropy}, paper`, paper, p_paper_log152064, tolerance);
  }
  if (data.suppression) {
    const { p, u, suppressed } = data.suppression.example;
    tally.same(
      'suppressed steps',
      u.map((draw) => isSuppressed(draw, p)),
      suppressed,
    );
  }
};
