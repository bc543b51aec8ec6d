import { findStrategy } from '../strategies/index.ts';
import type { MethodDefinition } from '../strategy.ts';
import { deepconfOffline } from './deepconf-offline.ts';
import { deepconfOnline } from './deepconf-online.ts';
import type { EnsembleDefinition } from './ensemble.ts';
import { selfCertainty } from './self-certainty-vote.ts';
import { selfConsistency } from './self-consistency.ts';

/** Every ensemble, in the order in which they are offered. */
export const ENSEMBLES: readonly EnsembleDefinition[] = [
  selfConsistency,
  selfCertainty,
  deepconfOffline,
  deepconfOnline,
];

/** The ensemble of this id, or undefined: most ids are of strategies. */
export function findEnsemble(id: string): EnsembleDefinition | undefined {
  return ENSEMBLES.find((ensemble) => ensemble.id === id);
}

/** A strategy or an ensemble. Throws `strategy-unknown` as `findStrategy` does. */
export function findMethod(id: string): MethodDefinition {
  return findEnsemble(id) ?? findStrategy(id);
}
