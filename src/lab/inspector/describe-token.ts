import type { TokenRecord } from '../../decoding/trace.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { biasOn, formatBias } from '../session/token-bias.ts';

function strategyTitle(id: string): string {
  try {
    return findStrategy(id).title;
  } catch {
    // A trace may come from a version with other strategies.
    return id;
  }
}

/** What happened at this token, in sentences. */
export function describeToken(record: TokenRecord): readonly string[] {
  const acts = record.interventions.map((entry) => {
    const overruled =
      'overruledBy' in entry && entry.overruledBy !== undefined
        ? ` Overruled by ${strategyTitle(entry.overruledBy)}.`
        : '';
    return `${strategyTitle(entry.strategy)}: ${entry.reason}.${overruled}`.replace('..', '.');
  });
  if (record.source === 'forced') return [...acts, 'This token was put in by the strategy, not drawn.'];
  if (acts.length === 0) return ['No strategy acted here: the token was drawn as the model gave it.'];
  const bias = biasOn(record, record.id);
  const own =
    bias === 0
      ? 'The token drawn is not one of them.'
      : `The token drawn is one of them: ${formatBias(bias)} on its logit.`;
  return [...acts, own];
}
