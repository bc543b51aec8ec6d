import { certaintyGuided } from '../../control/strategies/certainty-guided.ts';
import { cyclicReflex } from '../../control/strategies/cyclic-reflex.ts';
import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import { NOTICEABLE_BAN } from '../session/bans.ts';

export interface LegendEntry {
  readonly sign: string;
  /** A class of the legend's style sheet. */
  readonly look: 'up' | 'down' | 'ban' | 'probed' | 'corrected' | 'act';
  readonly meaning: string;
}

const ENTRIES: Readonly<Record<string, readonly LegendEntry[]>> = {
  [cyclicReflex.id]: [
    { sign: '▲', look: 'up', meaning: 'reflection token, raised' },
    { sign: '▼', look: 'down', meaning: 'reflection token, lowered' },
  ],
  [certaintyGuided.id]: [
    { sign: '◎', look: 'probed', meaning: 'probe, with its certainty; opens' },
    { sign: '▼', look: 'ban', meaning: `banned here: a reflection token of ${NOTICEABLE_BAN * 100} % or more` },
    { sign: '⏎', look: 'act', meaning: 'text put in' },
    { sign: '■', look: 'act', meaning: 'thinking closed' },
  ],
  [srgen.id]: [{ sign: '◆', look: 'corrected', meaning: 'hidden state corrected' }],
  [srgenLogit.id]: [{ sign: '◇', look: 'corrected', meaning: 'logits corrected (approximation)' }],
};

/** The marks that these strategies can leave in the text. */
export function legendEntries(strategies: readonly string[]): readonly LegendEntry[] {
  return Object.entries(ENTRIES).flatMap(([id, entries]) => (strategies.includes(id) ? entries : []));
}

/** Whether these strategies draw hatched bars under the text. */
export function bans(strategies: readonly string[]): boolean {
  return strategies.includes(certaintyGuided.id);
}
