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
const LONGEST = 600;

function isClosed(paragraph: Paragraph): boolean {
  const last = paragraph.records.at(-1);
  if (!last) return false;
  // White space alone is no paragraph yet: it leads in the next one.
  const written = paragraph.records.some((record) => record.text.trim() !== '');
  return (written && last.text.includes('\n\n')) || paragraph.records.length >= LONGEST;
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
  const result = [...paragraphs];
  for (const record of records) {
    const last = result.at(-1);
    if (last && !opens(record, last)) {
      result[result.length - 1] = { ...last, records: [...last.records, record] };
    } else {
      result.push({ start: record.position, phase: record.phase, records: [record] });
    }
  }
  return result;
}
