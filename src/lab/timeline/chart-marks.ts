import type { TokenRecord } from '../../decoding/trace.ts';
import { bannedIds } from '../session/bans.ts';
import { correctionOf, type Correction } from '../session/corrections.ts';
import { foldByTokens, growingFold } from '../session/growing-fold.ts';
import { biasOn } from '../session/token-bias.ts';

/** What is drawn on a chart besides its lines, by position, rising. */
export interface ChartMarks {
  /** Reflection tokens of the thinking and the bias on them. */
  readonly reflections: readonly { readonly position: number; readonly bias: number }[];
  readonly corrections: readonly { readonly position: number; readonly of: Correction }[];
  readonly probes: readonly { readonly position: number }[];
  /** Stretches in which tokens were banned; `to` is the first position after. */
  readonly bans: readonly { readonly position: number; readonly to: number }[];
  /** Tokens of the thinking; what follows is the answer. */
  readonly thinking: number;
}

type Growing = {
  -readonly [Name in keyof ChartMarks]: ChartMarks[Name] extends readonly (infer Mark)[] ? Mark[] : ChartMarks[Name];
};

function addMarks(marks: Growing, record: TokenRecord, reflectionIds: ReadonlySet<number>): void {
  const { position, phase, id } = record;
  if (phase === 'thinking') {
    marks.thinking += 1;
    if (reflectionIds.has(id)) marks.reflections.push({ position, bias: biasOn(record, id) });
  }
  const correction = correctionOf(record);
  if (correction) marks.corrections.push({ position, of: correction });
  if (record.probes.length > 0) marks.probes.push({ position });
  if (bannedIds(record).size === 0) return;
  const last = marks.bans.at(-1);
  if (last?.to === position) marks.bans[marks.bans.length - 1] = { ...last, to: position + 1 };
  else marks.bans.push({ position, to: position + 1 });
}

/** Grows with the records. */
export const chartMarks: (records: readonly TokenRecord[], reflectionIds: ReadonlySet<number>) => ChartMarks =
  foldByTokens((reflectionIds) =>
    growingFold<Growing>(
      () => ({ reflections: [], corrections: [], probes: [], bans: [], thinking: 0 }),
      (marks, record) => addMarks(marks, record, reflectionIds),
    ),
  );
