import * as v from 'valibot';

/**
 * The trace: one header, one record per generated token, one end. Everything on screen, in a file and in a report is
 * computed from it. Probabilities are natural logs at temperature 1; numbers have 6 significant digits.
 */
export const TRACE_FORMAT = 'second-thought/trace';
export const TRACE_VERSION = 2;

/** A version only adds: what an older one lacks is optional here, and a newer one is refused. */
const READ_VERSIONS = [1, TRACE_VERSION] as const;

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const settingValue = v.union([v.number(), v.string(), v.boolean()]);

/** A candidate: token id and natural log of its probability. */
const candidate = v.tuple([id, v.number()]);

const intervention = v.variant('kind', [
  v.object({
    kind: v.literal('bias'),
    strategy: v.string(),
    reason: v.string(),
    tokens: v.array(id),
    /** Added logit; null is a ban, since JSON has no -Infinity. */
    value: v.nullable(v.number()),
  }),
  v.object({
    kind: v.literal('offset'),
    strategy: v.string(),
    reason: v.string(),
    /** Added to the last hidden state for this token, [hiddenSize]. */
    vector: v.array(v.number()),
    /** Losses before each step and after the last, nats. */
    losses: v.array(v.object({ crossEntropy: v.number(), entropy: v.number(), total: v.number() })),
  }),
  v.object({
    kind: v.picklist(['replace', 'force', 'close', 'rewind', 'stop']),
    strategy: v.string(),
    reason: v.string(),
    /** Text put in; empty for `stop`. */
    text: v.string(),
    /** Set when another strategy, earlier in the stack, won the same position. */
    overruledBy: v.optional(v.string()),
    /** Generated tokens that were taken back. */
    withdrawn: v.optional(v.array(v.object({ id, text: v.string(), logprob: v.nullable(v.number()) }))),
  }),
]);

const statistics = v.object({
  /** Before and after the strategies' biases and offsets. */
  entropy: v.tuple([v.number(), v.number()]),
  varentropy: v.tuple([v.number(), v.number()]),
  logprob: v.tuple([v.number(), v.number()]),
  /** Entropy at the sampling temperature after all biases and before any correction, nats: what SRGen tests. */
  tempered: v.number(),
  /** KL(after || before), nats. */
  divergence: v.number(),
  /** KL(uniform || before), nats (arXiv 2502.18581); since version 2. */
  selfCertainty: v.optional(v.number()),
  /** Mean of -ln p over the 20 likeliest tokens before, nats (DeepConf, arXiv 2508.15260); since version 2. */
  confidence: v.optional(v.number()),
  before: v.array(candidate),
  /** Left out when it equals `before`. */
  after: v.optional(v.array(candidate)),
});

const probe = v.object({
  strategy: v.string(),
  prompt: v.string(),
  tokens: v.array(
    v.object({
      id,
      text: v.string(),
      logprob: v.number(),
      entropy: v.number(),
      /** The five largest log-probabilities, and the sampled token's when it is not among them. */
      listed: v.array(v.number()),
    }),
  ),
  /** Tokens that were computed for it, apart from the output's. */
  cost: v.number(),
  values: v.record(v.string(), v.number()),
});

const tokenRecord = v.object({
  position: id,
  id,
  /** Text this token completes; empty while a character is still open. All texts joined are the output. */
  text: v.string(),
  phase: v.picklist(['thinking', 'answer']),
  source: v.picklist(['sampled', 'forced']),
  /** null for forced tokens, which are not drawn from a distribution. */
  statistics: v.nullable(statistics),
  interventions: v.array(intervention),
  /** Side continuations made before this token was drawn. */
  probes: v.array(probe),
});

const ranStrategies = v.array(v.object({ id: v.string(), settings: v.record(v.string(), settingValue) }));

const traceHeader = v.object({
  format: v.literal(TRACE_FORMAT),
  version: v.picklist(READ_VERSIONS),
  model: v.string(),
  engine: v.object({ engine: v.string(), device: v.string(), description: v.string() }),
  prompt: v.string(),
  promptIds: v.array(id),
  strategies: ranStrategies,
  sampling: v.object({
    temperature: v.number(),
    topP: v.number(),
    topK: v.number(),
    minP: v.number(),
    seed: v.number(),
  }),
  maxTokens: v.number(),
  /** Ids that count as reflection tokens; only of a lane with a model of its own, which has other ids than the others. */
  reflectionIds: v.optional(v.pipe(v.array(id), v.maxLength(10_000))),
  /** Of loops and of thinking; only where one was set. */
  limits: v.optional(v.object({ loopRepeats: v.number(), thinkingBudget: v.number() })),
  /** Positions at which the run was cut off and taken up again: statistics may differ there by rounding on a GPU. */
  seams: v.optional(v.array(id)),
  /** Set where the first tokens were taken from another run of the same prompt and sampling. */
  branch: v.optional(
    v.object({
      /** How many. */
      at: id,
      /** The strategies that drew them. */
      strategies: ranStrategies,
      /** The token that was put in after them instead of the one that run drew; null when only the strategies changed. */
      put: v.nullable(id),
    }),
  ),
});

const traceEnd = v.object({
  /** `end`: the model stopped; `length`: the token limit; `context`: the model's context is full; `strategy`: a strategy stopped it; `stopped`: the visitor did; `loop`: it repeated itself; `thinking`: the thinking budget was spent. */
  reason: v.picklist(['end', 'length', 'context', 'strategy', 'stopped', 'loop', 'thinking']),
  /** Interventions that no token carries: the stop that ended the run, for instance. */
  interventions: v.array(intervention),
});

/** Text of every token id that appears as a candidate or in an intervention, so that a trace can be shown without its model. */
const tokenTexts = v.record(v.string(), v.string());

export type Candidate = v.InferOutput<typeof candidate>;
export type RecordedIntervention = v.InferOutput<typeof intervention>;
export type RecordedProbe = v.InferOutput<typeof probe>;
export type TokenStatistics = v.InferOutput<typeof statistics>;
export type TokenRecord = v.InferOutput<typeof tokenRecord>;
export type TraceHeader = v.InferOutput<typeof traceHeader>;
export type TraceEnd = v.InferOutput<typeof traceEnd>;
export type TokenTexts = v.InferOutput<typeof tokenTexts>;

export interface Trace {
  readonly header: TraceHeader;
  readonly records: readonly TokenRecord[];
  readonly texts: TokenTexts;
  /** null while the run is going on. */
  readonly end: TraceEnd | null;
}

export const traceSchemas = { header: traceHeader, record: tokenRecord, texts: tokenTexts, end: traceEnd };
