import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import type { RecordedIntervention, TokenRecord } from '../../decoding/trace.ts';

/** Largest bias that the strip under the text tells apart, in nats. Fixed, and the same in all lanes. */
export const BIAS_SCALE = 5;

type Bias = Extract<RecordedIntervention, { kind: 'bias' }>;

function biasesOf(record: Pick<TokenRecord, 'interventions'>): readonly Bias[] {
  return record.interventions.filter((entry): entry is Bias => entry.kind === 'bias');
}

/** In a trace, null stands for a ban. */
function valueOf(bias: Bias): number {
  return bias.value ?? -Infinity;
}

/**
 * The strongest bias at this position, whichever tokens it was on, where several on one token add up; 0 without one. A
 * ban has no height and is told by `bannedIds`.
 */
export function positionBias(record: TokenRecord): number {
  const biases = biasesOf(record);
  // One bias, as nearly always while tokens stream in, needs no adding up.
  if (biases.length < 2) return biases[0]?.value ?? 0;
  const sums = new Map<number, number>();
  for (const bias of biases) {
    for (const id of bias.tokens) sums.set(id, (sums.get(id) ?? 0) + valueOf(bias));
  }
  let strongest = 0;
  for (const sum of sums.values()) if (Number.isFinite(sum) && Math.abs(sum) > Math.abs(strongest)) strongest = sum;
  return strongest;
}

/** What was added to the logit of one token at this position; 0 when no bias was on it. */
export function biasOn(record: Pick<TokenRecord, 'interventions'>, id: number): number {
  return biasesOf(record)
    .filter((bias) => bias.tokens.includes(id))
    .reduce((sum, bias) => sum + valueOf(bias), 0);
}

/** The part of it that a schedule put there: without corrections of the logits, which have a mark of their own. */
export function scheduledBiasOn(record: TokenRecord, id: number): number {
  const interventions = record.interventions.filter(({ strategy }) => strategy !== srgenLogit.id);
  return biasOn({ interventions }, id);
}

/** "+0.40 nats", or "banned". */
export function formatBias(value: number): string {
  if (value === -Infinity) return 'banned';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)} nats`;
}

/** The mark of a bias, for those who do not see its colour. */
export function biasMark(value: number): '▲' | '▼' | '' {
  if (value === 0) return '';
  return value > 0 ? '▲' : '▼';
}
