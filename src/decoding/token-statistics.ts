import type { Distribution, DistributionStatistics, SparseEdits } from '../control/distribution.ts';
import { significant } from './significant.ts';
import type { Candidate, TokenStatistics } from './trace.ts';

/** Candidates of each distribution that a record keeps. */
const KEPT_CANDIDATES = 8;

function candidates({ top, logSumExp }: DistributionStatistics): Candidate[] {
  return top.ids
    .slice(0, KEPT_CANDIDATES)
    .map((id, rank) => [id, significant((top.logits[rank] ?? -Infinity) - logSumExp)]);
}

const pair = (before: number, after: number): [number, number] => [significant(before), significant(after)];

/** What the trace keeps of a distribution and of the token drawn from it. `logit` is the token's, before the edits. */
export function recordStatistics(
  distribution: Distribution,
  edits: SparseEdits,
  id: number,
  logit: number,
): TokenStatistics {
  const { base, final, divergence } = distribution;
  const statistics = {
    entropy: pair(base.entropy, final.entropy),
    varentropy: pair(base.varentropy, final.varentropy),
    logprob: pair(logit - base.logSumExp, logit + (edits.get(id) ?? 0) - final.logSumExp),
    divergence: significant(divergence),
    before: candidates(base),
  };
  return edits.size === 0 ? statistics : { ...statistics, after: candidates(final) };
}
