import type { TokenRecord } from '../../decoding/trace.ts';
import { bannedIds, noticeableBan } from '../session/bans.ts';
import { CORRECTION_SIGNS, correctionOf, correctionWords } from '../session/corrections.ts';
import { lineAct, type LineAct } from '../session/line-acts.ts';
import { BIAS_SCALE, biasMark, formatBias, positionBias, scheduledBiasOn } from '../session/token-bias.ts';

/** Everything the text shows of one token, worked out of its record. */
export interface TokenView {
  readonly position: number;
  /** White space before the word: it may hang at a line's end, so nothing is attached to it. */
  readonly lead: string;
  readonly word: string;
  /** Stands for white space that ends the token, or for a token without text. */
  readonly sign: string;
  /** Line ends that break the line here. */
  readonly breaks: string;
  readonly isReflection: boolean;
  /** Set when the drawn token itself was raised or lowered. */
  readonly mark: '▲' | '▼' | '';
  /** Set when what the token was drawn from was corrected. */
  readonly correction: '◆' | '◇' | '';
  /** Something could not be drawn here; `likely` when it well might have been. */
  readonly ban: 'likely' | 'unlikely' | null;
  /** The marks above the token in words. */
  readonly markWords: string;
  /** -1 to 1: the bias at this position as a share of the fixed scale; a ban alone reaches to its end. */
  readonly strip: number;
  readonly forced: boolean;
  /** What a strategy did right before this token. */
  readonly act: LineAct | null;
}

/** For a token without visible text: part of a character, or the end of the output. */
const NO_TEXT = '▫';

/** Line ends get a sign, shown on demand; those at the edge of a paragraph break no line, its block does that. */
function splitLineEnds(text: string, atEdge: boolean): Pick<TokenView, 'word' | 'sign' | 'breaks'> {
  const word = text.replace(/\n+$/, '');
  const ends = text.slice(word.length);
  if (ends === '') return { word, sign: '', breaks: '' };
  return atEdge ? { word, sign: '¶', breaks: '' } : { word, sign: '↵'.repeat(ends.length), breaks: ends };
}

/** `previous` is the record before, wherever it is drawn. */
export function viewToken(
  record: TokenRecord,
  reflectionIds: ReadonlySet<number>,
  atEdge: boolean,
  previous?: TokenRecord,
): TokenView {
  const [lead = ''] = /^[^\S\n]*/.exec(record.text) ?? [];
  const rest = record.text.slice(lead.length);
  const isReflection = record.phase === 'thinking' && reflectionIds.has(record.id);
  const correction = correctionOf(record);
  const bias = scheduledBiasOn(record, record.id);
  const likely = noticeableBan(record);
  const words = [
    bias === 0 ? '' : `${bias > 0 ? 'raised' : 'lowered'} ${formatBias(bias)}`,
    correctionWords(record),
    likely ? `reflection banned, it had probability ${likely.probability.toFixed(2)}` : '',
  ];
  const strongest = positionBias(record);
  const banned = bannedIds(record).size > 0;
  return {
    position: record.position,
    lead,
    ...(record.text === '' ? { word: '', sign: NO_TEXT, breaks: '' } : splitLineEnds(rest, atEdge)),
    isReflection,
    mark: biasMark(bias),
    correction: correction ? CORRECTION_SIGNS[correction] : '',
    ban: likely ? 'likely' : banned ? 'unlikely' : null,
    markWords: words.filter(Boolean).join(', '),
    strip: banned && strongest === 0 ? -1 : Math.max(-1, Math.min(1, strongest / BIAS_SCALE)),
    forced: record.source === 'forced',
    act: lineAct(record, previous),
  };
}

/** What a screen reader says of the token under the cursor. */
export function tokenLabel(view: TokenView, text: string): string {
  const shown = text.trim() || (text.includes('\n') ? 'line end' : text === '' ? 'no text' : 'space');
  const parts = [`Token ${view.position}: ${shown}`];
  if (view.isReflection) parts.push('reflection token');
  if (view.markWords) parts.push(view.markWords);
  if (view.ban === 'unlikely') parts.push('reflection banned');
  if (view.forced) parts.push('put in by the strategy');
  if (view.act) parts.push(actWords(view.act));
  return parts.join(', ');
}

export function actWords({ words, reason }: LineAct): string {
  return reason === '' ? words : `${words}: ${reason}`;
}
