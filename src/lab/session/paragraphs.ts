import type { Phase } from '../../control/strategy.ts';
import type { TokenRecord } from '../../decoding/trace.ts';

/** A run of tokens that is drawn as one block. */
export interface Paragraph {
  /** Position of its first token. */
  readonly start: number;
  readonly phase: Phase;
  readonly records: readonly TokenRecord[];
}

/** A model that never ends a paragraph must not make every new token redraw all others. */
const LONGEST = 200;

function isClosed({ records }: Paragraph): boolean {
  if (records.length >= LONGEST) return true;
  // White space alone is no paragraph yet: it leads in the next one.
  return (records.at(-1)?.text.includes('\n\n') ?? false) && records.some((record) => record.text.trim() !== '');
}

/** Whether a record opens a block of its own: a probe before it stands between blocks. */
function opens(record: TokenRecord, last: Paragraph): boolean {
  return last.phase !== record.phase || record.probes.length > 0 || isClosed(last);
}

/** Adds records; every paragraph but the last one that was open is returned as it was. */
export function appendToParagraphs(
  paragraphs: readonly Paragraph[],
  records: readonly TokenRecord[],
): readonly Paragraph[] {
  const [first] = records;
  if (!first) return paragraphs;
  const result: { start: number; phase: Phase; records: TokenRecord[] }[] = [];
  const last = paragraphs.at(-1);
  const goesOn = last !== undefined && !opens(first, last);
  if (goesOn) result.push({ ...last, records: [...last.records] });
  for (const record of records) {
    const open = result.at(-1);
    if (open && !opens(record, open)) open.records.push(record);
    else result.push({ start: record.position, phase: record.phase, records: [record] });
  }
  return [...(goesOn ? paragraphs.slice(0, -1) : paragraphs), ...result];
}

/** The paragraphs of the first `length` tokens; those that lie before are returned as they were. */
export function cutParagraphs(paragraphs: readonly Paragraph[], length: number): readonly Paragraph[] {
  const whole = paragraphs.filter(({ start, records }) => start + records.length <= length);
  const next = paragraphs[whole.length];
  return next && next.start < length
    ? [...whole, { ...next, records: next.records.slice(0, length - next.start) }]
    : whole;
}
