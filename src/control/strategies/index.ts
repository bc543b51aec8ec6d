import { ProblemError } from '../errors.ts';
import type { StrategyDefinition } from '../strategy.ts';
import { certaintyGuided } from './certainty-guided.ts';
import { cyclicReflex } from './cyclic-reflex.ts';
import { plain } from './plain.ts';
import { srgenLogit } from './srgen-logit.ts';
import { srgen } from './srgen.ts';

/** Every strategy, in the order in which they are offered. */
export const STRATEGIES: readonly StrategyDefinition[] = [plain, cyclicReflex, certaintyGuided, srgen, srgenLogit];

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
