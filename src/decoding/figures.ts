import type { TokenRecord } from './trace.ts';

/** What is counted on one lane. All in tokens. */
export interface LaneFigures {
  readonly tokens: number;
  readonly thinkingTokens: number;
  readonly answerTokens: number;
  /** Reflection tokens among the thinking tokens. */
  readonly reflections: number;
  /** Tokens on which a strategy intervened. */
  readonly interventions: number;
}

type Counts = { -readonly [Name in keyof LaneFigures]: LaneFigures[Name] };

export const NO_FIGURES: LaneFigures = {
  tokens: 0,
  thinkingTokens: 0,
  answerTokens: 0,
  reflections: 0,
  interventions: 0,
};

/** Adds one token to the counts. */
export function countToken(counts: Counts, record: TokenRecord, reflectionIds: ReadonlySet<number>): void {
  counts.tokens += 1;
  if (record.phase === 'thinking') {
    counts.thinkingTokens += 1;
    if (reflectionIds.has(record.id)) counts.reflections += 1;
  } else {
    counts.answerTokens += 1;
  }
  if (record.interventions.length > 0) counts.interventions += 1;
}

export function laneFigures(records: readonly TokenRecord[], reflectionIds: ReadonlySet<number>): LaneFigures {
  const counts = { ...NO_FIGURES };
  for (const record of records) countToken(counts, record, reflectionIds);
  return counts;
}
