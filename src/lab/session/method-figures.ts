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

export function methodFigures(records: readonly TokenRecord[]): MethodFigures {
  let probes = 0;
  let probeTokens = 0;
  let corrections = 0;
  let bans = 0;
  for (const record of records) {
    probes += record.probes.length;
    for (const probe of record.probes) probeTokens += probe.cost;
    if (correctionOf(record)) corrections += 1;
    if (bannedIds(record).size > 0) bans += 1;
  }
  return { probes, probeTokens, corrections, bans };
}
