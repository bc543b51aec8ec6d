import { findEnsemble } from '../../control/ensembles/index.ts';
import type { EnsembleDefinition } from '../../control/ensembles/ensemble.ts';
import { plain } from '../../control/strategies/plain.ts';
import type { Settings } from '../../control/strategy.ts';
import { unstack, type NamedStrategy } from './stack-name.ts';

export interface EnsembleArm {
  readonly definition: EnsembleDefinition;
  readonly settings: Settings;
  /** What is stacked onto the ensemble: every run of it has them. */
  readonly strategies: readonly NamedStrategy[];
}

/** What one run stacks; plain decoding where that is nothing. */
export function memberStrategies(
  { strategies }: Pick<EnsembleArm, 'strategies'>,
  also: readonly NamedStrategy[] = [],
): readonly NamedStrategy[] {
  const stack = [...strategies, ...also];
  return stack.length > 0 ? stack : [{ id: plain.id, settings: plain.defaults }];
}

/** An arm whose first name is that of an ensemble, "self-consistency+cyclic-reflex", in its parts; null for others. */
export function ensembleOf(arm: { readonly strategy: string; readonly settings: Settings }): EnsembleArm | null {
  const [first, ...strategies] = unstack(arm.strategy, arm.settings);
  const definition = first && findEnsemble(first.id);
  return definition ? { definition, settings: first.settings, strategies } : null;
}
