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

export function laneFigures(records: readonly TokenRecord[], reflectionIds: ReadonlySet<number>): LaneFigures {
  let thinkingTokens = 0;
  let reflections = 0;
  let interventions = 0;
  for (const record of records) {
    if (record.phase === 'thinking') {
      thinkingTokens += 1;
      if (reflectionIds.has(record.id)) reflections += 1;
    }
    if (record.interventions.length > 0) interventions += 1;
  }
  const tokens = records.length;
  return { tokens, thinkingTokens, answerTokens: tokens - thinkingTokens, reflections, interventions };
}
