import type { TokenRecord, TraceEnd } from '../../decoding/trace.ts';
import { bannedIds, noticeableBan } from '../session/bans.ts';
import { foldByTokens, growingFold } from '../session/growing-fold.ts';
import { CORRECTION_SIGNS, correctionOf, correctionWords } from '../session/corrections.ts';
import { endAct, lineAct } from '../session/line-acts.ts';
import { probeWords } from '../session/probe-words.ts';
import { biasMark, biasOn, formatBias, positionBias } from '../session/token-bias.ts';

/** Something that is marked at a position, in words. */
export interface Mark {
  readonly position: number;
  readonly sign: string;
  readonly words: string;
}

const marksIn = foldByTokens((reflectionIds) =>
  growingFold<Mark[]>(
    () => [],
    (marks, record, previous) => {
      marks.push(...marksAt(record, previous, reflectionIds));
    },
  ),
);

const marked = foldByTokens((reflectionIds) =>
  growingFold<number[]>(
    () => [],
    (positions, record, previous) => {
      if (marksAt(record, previous, reflectionIds).length > 0) positions.push(record.position);
    },
  ),
);

const reflections = foldByTokens((reflectionIds) =>
  growingFold<number[]>(
    () => [],
    (positions, { position, phase, id }) => {
      if (phase === 'thinking' && reflectionIds.has(id)) positions.push(position);
    },
  ),
);

/** Positions with a mark, rising. The list grows with the records. */
export function markedPositions(
  records: readonly TokenRecord[],
  reflectionIds: ReadonlySet<number>,
): readonly number[] {
  return marked(records, reflectionIds);
}

/** Positions of the reflection tokens of the thinking, rising. The list grows with the records. */
export function reflectionPositions(
  records: readonly TokenRecord[],
  reflectionIds: ReadonlySet<number>,
): readonly number[] {
  return reflections(records, reflectionIds);
}

/** Everything that is marked on a lane, from left to right. */
export function marksOf(
  records: readonly TokenRecord[],
  end: TraceEnd | null,
  reflectionIds: ReadonlySet<number>,
): readonly Mark[] {
  const marks = marksIn(records, reflectionIds);
  const ended = endAct(end);
  return ended ? [...marks, { position: records.length, sign: ended.sign, words: ended.words }] : marks;
}

function marksAt(
  record: TokenRecord,
  previous: TokenRecord | undefined,
  reflectionIds: ReadonlySet<number>,
): readonly Mark[] {
  const { position } = record;
  const marks: Mark[] = record.probes.map((probe) => ({ position, sign: '◎', words: probeWords(probe) }));
  const act = lineAct(record, previous);
  if (act) marks.push({ position, sign: act.sign, words: act.words });
  const correction = correctionOf(record);
  if (correction) marks.push({ position, sign: CORRECTION_SIGNS[correction], words: correctionWords(record) });
  const ban = noticeableBan(record);
  if (ban) {
    const probability = ban.probability.toFixed(2);
    marks.push({ position, sign: '▼', words: `reflection banned, it had probability ${probability}` });
  }
  if (record.phase === 'thinking' && reflectionIds.has(record.id)) marks.push(reflectionMark(record));
  return marks;
}

function reflectionMark(record: TokenRecord): Mark {
  const bias = biasOn(record, record.id);
  const there = positionBias(record);
  const own = bias === 0 ? 'no bias on it' : `${bias > 0 ? 'raised' : 'lowered'} ${formatBias(bias)}`;
  const others = there === bias ? '' : `, ${formatBias(there)} on others`;
  const around = bannedIds(record).size > 0 ? `${others}, others banned` : others;
  return { position: record.position, sign: biasMark(bias), words: `reflection token, ${own}${around}` };
}
