import * as v from 'valibot';
import {
  bottomCount,
  confidenceBar,
  groupConfidences,
  stoppingStep,
  tokenConfidence,
  traceScore,
} from '../../src/control/ensembles/deepconf.ts';
import { selfCertaintyOf, sequenceSelfCertainty } from '../../src/control/ensembles/self-certainty.ts';
import { bordaVote, weightedVote, type Vote } from '../../src/control/ensembles/vote.ts';
import { describeLogits } from '../../src/control/statistics.ts';
import type { Tally } from './tally.ts';
import { DEFAULT_TOLERANCE, type VectorCheck } from './vector-check.ts';

const numbers = v.array(v.number());
const answers = v.array(v.nullable(v.string()));
const totals = v.record(v.string(), v.number());
const tolerance_abs = v.optional(v.number(), DEFAULT_TOLERANCE);

function checkVote(tally: Tally, name: string, vote: Vote, expected: Readonly<Record<string, number>>): void {
  const found = Object.fromEntries(vote.totals);
  tally.same(`${name}, answers`, Object.keys(found).sort(), Object.keys(expected).sort());
  for (const [answer, total] of Object.entries(expected)) {
    tally.near(`${name}, votes of ${answer}`, found[answer] ?? Number.NaN, total, DEFAULT_TOLERANCE);
  }
}

const entropixFile = v.looseObject({
  cases: v.array(v.object({ logits: numbers, entropy_bits: v.number(), varentropy_bits2: v.number() })),
  tolerance_abs,
});

/** Ours are in nats: bits are nats over ln 2. */
export const checkEntropix: VectorCheck = (file, tally) => {
  const data = v.parse(entropixFile, file);
  data.cases.forEach(({ logits, entropy_bits, varentropy_bits2 }, number) => {
    const { entropy, varentropy } = describeLogits(Float64Array.from(logits), 1);
    tally.near(`case ${number}, entropy`, entropy / Math.LN2, entropy_bits, data.tolerance_abs);
    tally.near(`case ${number}, varentropy`, varentropy / Math.LN2 ** 2, varentropy_bits2, data.tolerance_abs);
  });
};

const selfCertaintyFile = v.object({
  logits: v.array(numbers),
  per_token: numbers,
  sequence: v.number(),
  borda: v.optional(
    v.object({
      answers,
      confidence: numbers,
      cases: v.array(v.object({ power: v.number(), totals, winner: v.nullable(v.string()) })),
    }),
  ),
  tolerance_abs,
});

export const checkSelfCertainty: VectorCheck = (file, tally) => {
  const data = v.parse(selfCertaintyFile, file);
  const perToken = data.logits.map((logits) => selfCertaintyOf(Float64Array.from(logits)));
  perToken.forEach((value, token) => {
    tally.near(`token ${token}`, value, data.per_token[token] ?? Number.NaN, data.tolerance_abs);
  });
  tally.near('sequence', sequenceSelfCertainty(perToken), data.sequence, data.tolerance_abs);
  for (const { power, totals: expected, winner } of data.borda?.cases ?? []) {
    const vote = bordaVote(data.borda?.answers ?? [], data.borda?.confidence ?? [], power);
    checkVote(tally, `power ${power}`, vote, expected);
    tally.same(`power ${power}, winner`, vote.winner, winner);
  }
};

const deepconfFile = v.looseObject({
  token_example: v.optional(v.object({ top_logprobs: numbers, k: v.number(), C: v.number() })),
  conf: numbers,
  window: v.number(),
  group_conf: v.optional(numbers),
  lowest_group: v.optional(v.number()),
  bottom10: v.optional(v.number()),
  bottom10_n: v.optional(v.number()),
  mean: v.optional(v.number()),
  online: v.optional(v.looseObject({ threshold: v.number(), force_eos_at_step_index: v.nullable(v.number()) })),
  warmup: v.optional(v.looseObject({})),
  weighted_vote: v.optional(
    v.object({ answers, weights: numbers, winner: v.nullable(v.string()), totals: v.optional(totals, {}) }),
  ),
  tolerance_abs,
});

export const checkDeepconf: VectorCheck = (file, tally) => {
  const data = v.parse(deepconfFile, file);
  const { conf, window, tolerance_abs: tolerance } = data;
  const near = (name: string, found: number | readonly number[], expected: number | readonly number[] | undefined) => {
    if (expected !== undefined) tally.near(name, found, expected, tolerance);
  };
  const { token_example: example } = data;
  if (example) near('token', tokenConfidence(example.top_logprobs, example.k), example.C);
  const groups = groupConfidences(conf, window);
  near('groups', groups, data.group_conf);
  near('lowest group', traceScore(conf, 'lowest', window), data.lowest_group);
  near('lowest tenth', traceScore(conf, 'bottom', window), data.bottom10);
  if (data.bottom10_n !== undefined) tally.same('groups in a tenth', bottomCount(groups.length), data.bottom10_n);
  near('mean', traceScore(conf, 'mean', window), data.mean);
  for (const [name, expected] of Object.entries(data)) {
    const last = /^tail_(\d+)$/.exec(name)?.[1];
    if (last !== undefined) near(name, traceScore(conf, 'tail', Number(last)), v.parse(v.number(), expected));
  }
  if (data.online) {
    const { threshold, force_eos_at_step_index: expected } = data.online;
    tally.same('step of the stop', stoppingStep(conf, window, threshold), expected);
  }
  checkWarmUp(data.warmup ?? {}, near);
  if (data.weighted_vote) {
    const { answers: voters, weights, winner, totals: expected } = data.weighted_vote;
    const vote = weightedVote(voters, weights);
    checkVote(tally, 'weighted vote', vote, expected);
    tally.same('weighted vote, winner', vote.winner, winner);
  }
};

/** The bars by percentile ("..._percentile90" keeps 90 %) or by the share that is kept ("..._eta10"). */
function checkWarmUp(
  warmUp: Readonly<Record<string, unknown>>,
  near: (name: string, found: number, expected: number) => void,
): void {
  const lowest = Object.entries(warmUp).find(([name]) => name.startsWith('lowest_group_conf'))?.[1];
  for (const [name, expected] of Object.entries(warmUp)) {
    const keep = /(?:percentile|eta)(\d+)/.exec(name)?.[1];
    if (keep !== undefined)
      near(name, confidenceBar(v.parse(numbers, lowest), Number(keep)), v.parse(v.number(), expected));
  }
}
