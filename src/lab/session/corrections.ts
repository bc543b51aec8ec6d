import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import type { RecordedIntervention, TokenRecord } from '../../decoding/trace.ts';
import { pairText } from './pair-text.ts';

export type Offset = Extract<RecordedIntervention, { kind: 'offset' }>;

/** What was corrected before a token was drawn: the hidden state, or, as an approximation, the logits alone. */
export type Correction = 'hidden state' | 'logits';

export const CORRECTION_SIGNS: Readonly<Record<Correction, '◆' | '◇'>> = { 'hidden state': '◆', logits: '◇' };

export function offsetsOf(record: TokenRecord): readonly Offset[] {
  return record.interventions.filter((entry): entry is Offset => entry.kind === 'offset');
}

export function correctionOf(record: TokenRecord): Correction | null {
  if (offsetsOf(record).length > 0) return 'hidden state';
  return record.interventions.some(({ strategy }) => strategy === srgenLogit.id) ? 'logits' : null;
}

/** "corrected, entropy 1.93 to 1.71", for names and tables; '' where nothing was. */
export function correctionWords(record: TokenRecord): string {
  const correction = correctionOf(record);
  if (!correction) return '';
  const what = correction === 'logits' ? 'logits corrected' : 'corrected';
  if (!record.statistics) return what;
  return `${what}, entropy ${pairText(record.statistics.entropy).join(' to ')}`;
}
