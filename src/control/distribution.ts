/** The largest logits in falling order, ties by lower id. */
export interface TopLogits {
  readonly ids: readonly number[];
  readonly logits: readonly number[];
}

/** What is kept of one next-token distribution. Logits in nats; entropies in nats over the whole vocabulary. */
export interface DistributionStatistics {
  readonly logSumExp: number;
  readonly entropy: number;
  /** Variance of -ln p under p (entropix's varentropy, in nats squared). */
  readonly varentropy: number;
  /** Log-sum-exp of logits / temperature, and the entropy of that softmax. */
  readonly temperedLogSumExp: number;
  readonly temperedEntropy: number;
  readonly top: TopLogits;
}

/** A next-token distribution before (`base`) and after (`final`) the strategies' biases. */
export interface Distribution {
  /** Tokens that can be sampled; rows of the output projection beyond it are padding and left out. */
  readonly vocabularySize: number;
  /** The temperature of the tempered figures: the sampling temperature, or 1 when that is 0. */
  readonly temperature: number;
  readonly base: DistributionStatistics;
  /** Sum of the base logits, for self-certainty. */
  readonly sumOfLogits: number;
  readonly final: DistributionStatistics;
  /** KL(final || base) in nats, at temperature 1. Finite under bans. */
  readonly divergence: number;
}

/** Token id -> added logit; -Infinity bans. No zeros. */
export type SparseEdits = ReadonlyMap<number, number>;

/** How many candidates of each distribution are kept and can be sampled from without reading every logit. */
export const HEAD_SIZE = 64;
