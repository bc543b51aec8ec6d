import * as v from 'valibot';
import { hasSettled } from '../../src/control/early-exit/agreement.ts';
import { answerConfidence, calibrateConfidence } from '../../src/control/early-exit/confidence.ts';
import { DYNASOR_LEVELS } from '../../src/control/strategies/dynasor.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';

const numbers = v.array(v.number());
const optionalNumber = v.optional(v.number());

const deerFile = v.looseObject({
  probe_token_logprobs: numbers,
  skip_first: v.optional(v.boolean(), true),
  avg1_arithmetic: optionalNumber,
  avg2_geometric: optionalNumber,
  min: optionalNumber,
  threshold: v.optional(v.number(), 0.95),
  exit_avg1: v.optional(v.boolean()),
  exit_avg2: v.optional(v.boolean()),
  exit_min: v.optional(v.boolean()),
  deer_pro: v.optional(
    v.object({ C_i: numbers, alpha: v.number(), C_avg: v.number(), C_mad: v.number(), C_cali: v.number() }),
  ),
  tolerance_abs: v.optional(v.number(), DEFAULT_TOLERANCE),
});

export const checkDeer: VectorCheck = (file, tally) => {
  const data = v.parse(deerFile, file);
  const tolerance = data.tolerance_abs;
  const logprobs = data.skip_first ? data.probe_token_logprobs.slice(1) : data.probe_token_logprobs;
  const kinds = [
    ['arithmetic', data.avg1_arithmetic, data.exit_avg1],
    ['geometric', data.avg2_geometric, data.exit_avg2],
    ['minimum', data.min, data.exit_min],
  ] as const;
  for (const [kind, expected, exits] of kinds) {
    const confidence = answerConfidence(logprobs, kind);
    if (expected !== undefined) tally.near(kind, confidence, expected, tolerance);
    if (exits !== undefined) tally.same(`${kind}, exit`, confidence > data.threshold, exits);
  }
  if (data.deer_pro) {
    const { C_i, alpha, C_avg, C_mad, C_cali } = data.deer_pro;
    const { mean, deviation, calibrated } = calibrateConfidence(C_i, alpha);
    tally.near('several probes', [mean, deviation, calibrated], [C_avg, C_mad, C_cali], tolerance);
  }
};

const dynasorFile = v.looseObject({
  answers: v.array(v.nullable(v.string())),
  probe_texts: v.array(v.string()),
  k: v.number(),
  exit_probe_index: v.nullable(v.number()),
  levels: v.optional(v.record(v.string(), v.tuple([v.number(), v.number()])), {}),
});

export const checkDynasor: VectorCheck = (file, tally) => {
  const data = v.parse(dynasorFile, file);
  const probes = data.answers.map((answer, index) => ({ answer: answer ?? '', text: data.probe_texts[index] ?? '' }));
  const exitAt = (count: number): number | null => {
    const found = probes.findIndex((_, index) => hasSettled(probes.slice(0, index + 1), count));
    return found < 0 ? null : found;
  };
  tally.same(`${data.k} equal answers`, exitAt(data.k), data.exit_probe_index);
  for (const [name, expected] of Object.entries(data)) {
    const count = /^k(\d+)_exit$/.exec(name)?.[1];
    if (count !== undefined) tally.same(`${count} equal answers`, exitAt(Number(count)), expected);
  }
  const levels: Readonly<Record<string, readonly number[]>> = DYNASOR_LEVELS;
  for (const [level, expected] of Object.entries(data.levels)) tally.same(`level ${level}`, levels[level], expected);
};
