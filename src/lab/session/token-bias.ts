import type { RecordedIntervention, TokenRecord } from '../../decoding/trace.ts';

/** Largest bias that the strip under the text tells apart, in nats. Fixed, and the same in all lanes. */
export const BIAS_SCALE = 5;

type Bias = Extract<RecordedIntervention, { kind: 'bias' }>;

function biasesOf(record: TokenRecord): readonly Bias[] {
  return record.interventions.filter((entry): entry is Bias => entry.kind === 'bias');
}

/** In a trace, null stands for a ban. */
function valueOf(bias: Bias): number {
  return bias.value ?? -Infinity;
}

/** The strongest bias at this position, whichever tokens it was on; 0 without one. */
export function positionBias(record: TokenRecord): number {
  return biasesOf(record)
    .map(valueOf)
    .reduce((strongest, value) => (Math.abs(value) > Math.abs(strongest) ? value : strongest), 0);
}

/** What was added to the logit of one token at this position; 0 when no bias was on it. */
export function biasOn(record: TokenRecord, id: number): number {
  return biasesOf(record)
    .filter((bias) => bias.tokens.includes(id))
    .reduce((sum, bias) => sum + valueOf(bias), 0);
}

export function formatBias(value: number): string {
  if (value === -Infinity) return 'banned';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

/** The mark of a bias, for those who do not see its colour. */
export function biasMark(value: number): '▲' | '▼' | '' {
  if (value === 0) return '';
  return value > 0 ? '▲' : '▼';
}
