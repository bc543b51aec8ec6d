import { hashText, uniform } from '../control/random.ts';
import type { StackedStrategy } from '../control/stack.ts';
import type { ModelFacts } from '../control/vocabulary.ts';
import type { NamedStrategy } from './moments.ts';

/** A checked stack at work in one run; each strategy draws from random numbers of its own. */
export function createStrategies(stack: readonly StackedStrategy[], facts: ModelFacts, seed: number): NamedStrategy[] {
  return stack.map(({ definition, settings }) => {
    const name = hashText(definition.id);
    const uniformAt = (position: number): number => uniform(seed, 'strategy', position, name);
    return { id: definition.id, strategy: definition.create(settings, facts, { uniform: uniformAt }) };
  });
}
