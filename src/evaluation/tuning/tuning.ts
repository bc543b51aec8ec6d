import * as v from 'valibot';

const score = v.object({
  settings: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  /** Of the strategy with these settings. */
  hash: v.string(),
  /** On the tuning split; null when no sample was scored. */
  passAt1: v.nullable(v.number()),
  /** Mean per sample, probes included; null when no sample was run. */
  tokens: v.nullable(v.number()),
});
export type TuningScore = v.InferOutput<typeof score>;

/** How a strategy's settings were chosen: what choice.json holds and the report shows. */
export const tuningSchema = v.object({
  strategy: v.string(),
  /** Names of the two splits. */
  tuning: v.string(),
  test: v.string(),
  /** Of the tuning split, and samples of each. */
  problems: v.number(),
  samples: v.number(),
  /** In the order in which they were asked for. */
  scores: v.array(score),
  /** Position of the chosen one among the scores, from 0. */
  chosen: v.number(),
});
export type Tuning = v.InferOutput<typeof tuningSchema>;
