import type { TokenRecord } from '../../decoding/trace.ts';
import { bannedIds } from './bans.ts';
import { correctionOf } from './corrections.ts';

/** What the strategies of one lane did, counted. */
export interface MethodFigures {
  readonly probes: number;
  /** Tokens computed for probes; no part of the output. */
  readonly probeTokens: number;
  /** Tokens before which the hidden state or the logits were corrected. */
  readonly corrections: number;
  /** Positions at which tokens were banned. */
  readonly bans: number;
}

type Counts = { -readonly [Name in keyof MethodFigures]: MethodFigures[Name] };

export const NO_METHOD_FIGURES: MethodFigures = { probes: 0, probeTokens: 0, corrections: 0, bans: 0 };

/** Adds what was done at one token. */
export function countMethods(counts: Counts, record: TokenRecord): void {
  counts.probes += record.probes.length;
  for (const probe of record.probes) counts.probeTokens += probe.cost;
  if (correctionOf(record)) counts.corrections += 1;
  if (bannedIds(record).size > 0) counts.bans += 1;
}

export function methodFigures(records: readonly TokenRecord[]): MethodFigures {
  const counts = { ...NO_METHOD_FIGURES };
  for (const record of records) countMethods(counts, record);
  return counts;
}
