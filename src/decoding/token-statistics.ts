import type { Distribution, DistributionStatistics } from '../control/distribution.ts';
import { CONFIDENCE_TOKENS, tokenConfidence } from '../control/ensembles/deepconf.ts';
import { tokenSelfCertainty } from '../control/ensembles/self-certainty.ts';
import { significant } from './significant.ts';
import type { Candidate, TokenStatistics } from './trace.ts';

/** Candidates of each distribution that a record keeps. */
const KEPT_CANDIDATES = 8;

function candidates({ top, logSumExp }: DistributionStatistics): Candidate[] {
  const kept: Candidate[] = [];
  for (let rank = 0; rank < Math.min(KEPT_CANDIDATES, top.ids.length); rank += 1)
    kept.push([top.ids[rank] ?? 0, significant((top.logits[rank] ?? -Infinity) - logSumExp)]);
  return kept;
}

const pair = (before: number, after: number): [number, number] => [significant(before), significant(after)];

export interface DrawnFrom {
  readonly distribution: Distribution;
  /** Whether any bias or offset was in force. */
  readonly changed: boolean;
  /** The drawn token's logit before and after them. */
  readonly logits: readonly [number, number];
  /** Entropy at the sampling temperature after all biases and before any correction, nats. */
  readonly tempered: number;
}

/** What the trace keeps of a distribution and of the token drawn from it. */
export function recordStatistics({ distribution, changed, logits, tempered }: DrawnFrom): TokenStatistics {
  const { base, final, divergence, sumOfLogits, vocabularySize } = distribution;
  const likeliest = base.top.logits.slice(0, CONFIDENCE_TOKENS).map((logit) => logit - base.logSumExp);
  const statistics = {
    entropy: pair(base.entropy, final.entropy),
    varentropy: pair(base.varentropy, final.varentropy),
    logprob: pair(logits[0] - base.logSumExp, logits[1] - final.logSumExp),
    tempered: significant(tempered),
    divergence: significant(divergence),
    selfCertainty: significant(tokenSelfCertainty(base.logSumExp, sumOfLogits, vocabularySize)),
    confidence: significant(tokenConfidence(likeliest)),
    before: candidates(base),
  };
  return changed ? { ...statistics, after: candidates(final) } : statistics;
}
