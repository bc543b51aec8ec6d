import { alphaOne } from '../../control/strategies/alpha-one.ts';
import { certaintyGuided } from '../../control/strategies/certainty-guided.ts';
import { constantBias } from '../../control/strategies/constant-bias.ts';
import { cyclicReflex } from '../../control/strategies/cyclic-reflex.ts';
import { deer } from '../../control/strategies/deer.ts';
import { dynasor } from '../../control/strategies/dynasor.ts';
import { firstAnswer } from '../../control/strategies/first-answer.ts';
import { hint } from '../../control/strategies/hint.ts';
import { noWait } from '../../control/strategies/no-wait.ts';
import { s1 } from '../../control/strategies/s1.ts';
import { silver } from '../../control/strategies/silver.ts';
import { slot } from '../../control/strategies/slot.ts';
import { srgenLogit } from '../../control/strategies/srgen-logit.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import { tip } from '../../control/strategies/tip.ts';
import { NOTICEABLE_BAN } from '../session/bans.ts';

export interface LegendEntry {
  readonly sign: string;
  /** A class of the legend's style sheet. */
  readonly look: 'up' | 'down' | 'ban' | 'probed' | 'corrected' | 'act';
  readonly meaning: string;
}

const RAISED: LegendEntry = { sign: '▲', look: 'up', meaning: 'reflection token, raised' };
const LOWERED: LegendEntry = { sign: '▼', look: 'down', meaning: 'reflection token, lowered' };
const BANNED: LegendEntry = {
  sign: '▼',
  look: 'ban',
  meaning: `banned here: a reflection token of ${NOTICEABLE_BAN * 100} % or more`,
};
const PROBED: LegendEntry = { sign: '◎', look: 'probed', meaning: 'probe, with its certainty; opens' };
const PUT_IN: LegendEntry = { sign: '⏎', look: 'act', meaning: 'text put in' };
const CLOSED: LegendEntry = { sign: '■', look: 'act', meaning: 'thinking closed' };
const CORRECTED: LegendEntry = { sign: '◆', look: 'corrected', meaning: 'hidden state corrected' };

/** In the order in which they are listed. */
const ENTRIES: Readonly<Record<string, readonly LegendEntry[]>> = {
  [cyclicReflex.id]: [RAISED, LOWERED],
  [constantBias.id]: [RAISED, LOWERED],
  [silver.id]: [RAISED, LOWERED],
  [tip.id]: [RAISED, LOWERED],
  [certaintyGuided.id]: [PROBED, BANNED, PUT_IN, CLOSED],
  [noWait.id]: [BANNED],
  [deer.id]: [PROBED, PUT_IN, CLOSED],
  [dynasor.id]: [PROBED, PUT_IN, CLOSED],
  [s1.id]: [PUT_IN, CLOSED],
  [alphaOne.id]: [PUT_IN, CLOSED],
  [firstAnswer.id]: [CLOSED],
  [hint.id]: [PUT_IN],
  [srgen.id]: [CORRECTED],
  [slot.id]: [CORRECTED],
  [srgenLogit.id]: [{ sign: '◇', look: 'corrected', meaning: 'logits corrected (approximation)' }],
};

/** The marks that these strategies can leave in the text, each once. */
export function legendEntries(strategies: readonly string[]): readonly LegendEntry[] {
  const entries = Object.entries(ENTRIES).flatMap(([id, own]) => (strategies.includes(id) ? own : []));
  return [...new Set(entries)];
}

/** Whether these strategies draw hatched bars under the text. */
export function bans(strategies: readonly string[]): boolean {
  return strategies.some((id) => id === certaintyGuided.id || id === noWait.id);
}
