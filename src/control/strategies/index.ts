import { ProblemError } from '../errors.ts';
import type { StrategyDefinition } from '../strategy.ts';
import { alphaOne } from './alpha-one.ts';
import { certaintyGuided } from './certainty-guided.ts';
import { constantBias } from './constant-bias.ts';
import { cyclicReflex } from './cyclic-reflex.ts';
import { deepconfStop } from './deepconf-stop.ts';
import { deer } from './deer.ts';
import { dynasor } from './dynasor.ts';
import { firstAnswer } from './first-answer.ts';
import { hint } from './hint.ts';
import { noWait } from './no-wait.ts';
import { plain } from './plain.ts';
import { s1 } from './s1.ts';
import { silver } from './silver.ts';
import { slot } from './slot.ts';
import { srgenLogit } from './srgen-logit.ts';
import { srgen } from './srgen.ts';
import { tip } from './tip.ts';

/** Every strategy, in the order in which they are offered. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  plain,
  cyclicReflex,
  certaintyGuided,
  srgen,
  srgenLogit,
  constantBias,
  silver,
  tip,
  noWait,
  s1,
  alphaOne,
  deer,
  dynasor,
  firstAnswer,
  hint,
  slot,
  deepconfStop,
];

/** Throws `strategy-unknown`, naming those there are. */
export function findStrategy(id: string): StrategyDefinition {
  const found = STRATEGIES.find((strategy) => strategy.id === id);
  if (found) return found;
  throw new ProblemError(
    'strategy-unknown',
    `There is no strategy "${id}".`,
    `Choose from: ${STRATEGIES.map((strategy) => strategy.id).join(', ')}.`,
  );
}
