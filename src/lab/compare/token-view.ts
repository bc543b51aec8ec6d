import type { TokenRecord } from '../../decoding/trace.ts';
import { BIAS_SCALE, biasMark, biasOn, formatBias, positionBias } from '../session/token-bias.ts';

/** Everything the text shows of one token, worked out of its record. */
export interface TokenView {
  readonly position: number;
  /** White space before the word: it may hang at a line's end, so nothing is attached to it. */
  readonly lead: string;
  readonly word: string;
  readonly isReflection: boolean;
  /** Set when the drawn token itself was raised or lowered. */
  readonly mark: '▲' | '▼' | '';
  readonly markWords: string;
  /** -1 to 1: the bias at this position as a share of the fixed scale. */
  readonly strip: number;
  readonly forced: boolean;
}

/** Stands for a token without visible text: part of a character, or the end of the output. */
const NO_TEXT = '▫';

/** White space is content here: line ends get a sign, and only those inside a paragraph break the line. */
function showLineEnds(text: string, endsParagraph: boolean): string {
  if (endsParagraph) return text.replace(/\n+$/, '¶');
  return text.replaceAll('\n', '↵\n');
}

export function viewToken(record: TokenRecord, reflectionIds: ReadonlySet<number>, last: boolean): TokenView {
  const [lead = ''] = /^[^\S\n]*/.exec(record.text) ?? [];
  const rest = record.text.slice(lead.length);
  const isReflection = record.phase === 'thinking' && reflectionIds.has(record.id);
  const bias = biasOn(record, record.id);
  const strongest = positionBias(record);
  return {
    position: record.position,
    lead,
    word: record.text === '' ? NO_TEXT : showLineEnds(rest, last && rest.endsWith('\n')),
    isReflection,
    mark: biasMark(bias),
    markWords: bias === 0 ? '' : `${bias > 0 ? 'raised' : 'lowered'} ${formatBias(bias)}`,
    strip: Math.max(-1, Math.min(1, strongest / BIAS_SCALE)),
    forced: record.source === 'forced',
  };
}

/** What a screen reader says of the token under the cursor. */
export function tokenLabel(view: TokenView, text: string): string {
  const shown = text.trim() || (text.includes('\n') ? 'line end' : text === '' ? 'no text' : 'space');
  const parts = [`Token ${view.position}: ${shown}`];
  if (view.isReflection) parts.push('reflection token');
  if (view.markWords) parts.push(view.markWords);
  if (view.forced) parts.push('put in by the strategy');
  return parts.join(', ');
}
