import type { TokenRecord } from '../../decoding/trace.ts';

/** A banned token that would have been as likely as this makes its position worth a mark. */
export const NOTICEABLE_BAN = 0.05;

export interface BannedCandidate {
  readonly id: number;
  /** Before the ban, from 0 to 1. */
  readonly probability: number;
}

/** Tokens that could not be drawn at this position; a trace writes a ban as null. */
export function bannedIds(record: TokenRecord): ReadonlySet<number> {
  return new Set(
    record.interventions.flatMap((entry) => (entry.kind === 'bias' && entry.value === null ? entry.tokens : [])),
  );
}

/** The banned tokens among the likeliest before the ban, the likeliest first. */
export function bannedCandidates(record: TokenRecord): readonly BannedCandidate[] {
  const banned = bannedIds(record);
  if (banned.size === 0) return [];
  return (record.statistics?.before ?? [])
    .filter(([id]) => banned.has(id))
    .map(([id, logprob]) => ({ id, probability: Math.exp(logprob) }))
    .sort((a, b) => b.probability - a.probability);
}

/** The likeliest banned token where it was likely enough for a mark, or null. */
export function noticeableBan(record: TokenRecord): BannedCandidate | null {
  const [first] = bannedCandidates(record);
  return first && first.probability >= NOTICEABLE_BAN ? first : null;
}
