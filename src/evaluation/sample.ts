import * as v from 'valibot';
import type { KnownAnswer } from './grader/grade-response.ts';

/**
 * What became of a problem. They are never merged: a missing answer is not a wrong one, and `too long`, a problem that does
 * not fit into the model's context, was never answered at all.
 */
export const VERDICTS = ['correct', 'wrong', 'no answer', 'unscored', 'too long'] as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One run of an ensemble's sample. */
const memberSchema = v.object({
  /** From 0. */
  run: count,
  seed: count,
  answer: v.nullable(v.string()),
  /** What its vote weighed; 0 did not vote. */
  weight: v.number(),
  /** By the ensemble's measure, nats; null where it has none. */
  score: v.nullable(v.number()),
  reason: v.string(),
  tokens: count,
  end: v.nullable(v.string()),
});

/** One line of samples.jsonl: one problem, one sample, one strategy. */
export const sampleSchema = v.object({
  task: v.string(),
  /** Of the problem. */
  id: v.string(),
  /** Number of the sample of this problem, from 0. */
  sample: count,
  seed: count,
  strategy: v.string(),
  settings: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  /** SHA-256 of what decides the result, hexadecimal: the problem with its answer, strategy with settings, model files. */
  itemHash: v.string(),
  strategyHash: v.string(),
  modelHash: v.string(),
  gold: v.string(),
  /** Of Countdown problems, to grade by: any expression of the numbers that reaches the target is right. */
  numbers: v.optional(v.array(v.number())),
  target: v.optional(v.number()),
  answer: v.nullable(v.string()),
  verdict: v.picklist(VERDICTS),
  tokens: count,
  thinkingTokens: count,
  /** Tokens computed for probes, apart from the output's. */
  probeTokens: count,
  reflections: count,
  /** Tokens on which a strategy intervened. */
  interventions: count,
  /** Of an ensemble, whose counts above are those of all its runs, and whose text is that of the first run with its answer. */
  members: v.optional(v.array(memberSchema)),
  /** Truncated while it repeated itself: `endsInLoop`. Files from before it was looked for say nothing of it. */
  looping: v.optional(v.boolean(), false),
  /** Why the run ended; `too long` when it never began, `vote` for an ensemble. */
  end: v.nullable(v.string()),
  text: v.string(),
  /** Not compared between runs. */
  milliseconds: v.number(),
});

export type Sample = v.InferOutput<typeof sampleSchema>;

/** What a sample's answer is graded by. */
export function knownAnswerOf({ gold, numbers, target }: Sample): KnownAnswer {
  return { gold, numbers, target };
}

/** Samples with the same key are the same experiment. */
export function sampleKey({
  task,
  itemHash,
  strategyHash,
  modelHash,
  seed,
  sample,
}: Pick<Sample, 'task' | 'itemHash' | 'strategyHash' | 'modelHash' | 'seed' | 'sample'>): string {
  return [task, itemHash, strategyHash, modelHash, seed, sample].join(' ');
}
