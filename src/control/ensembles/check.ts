import { ProblemError } from '../errors.ts';
import { plain } from '../strategies/plain.ts';
import type { Capability } from '../strategy.ts';
import { findMethod } from './index.ts';
import type { EnsembleDefinition } from './ensemble.ts';

/**
 * Checks what an ensemble's runs stack: its own needs on this engine, and that no strategy is in its way. The stack itself is
 * checked as any other. Throws `strategy-unsupported` or `strategy-unknown`.
 */
export function checkEnsemble(
  { title, needs, conflicts }: EnsembleDefinition,
  strategies: readonly string[],
  capabilities: readonly Capability[],
): void {
  const missing = needs.filter((need) => !capabilities.includes(need));
  if (missing.length > 0) {
    throw new ProblemError(
      'strategy-unsupported',
      `${title} needs ${missing.join(' and ')}, which this engine or model does not offer.`,
      'Choose another ensemble, engine or model.',
    );
  }
  if (strategies.includes(plain.id)) {
    throw new ProblemError(
      'strategy-unsupported',
      `${title} cannot have ${plain.id} stacked onto it: that is what it runs by itself.`,
      'Leave it out.',
    );
  }
  for (const id of strategies) {
    const why = conflicts?.[id];
    if (why === undefined) continue;
    throw new ProblemError(
      'strategy-unsupported',
      `${title} cannot run ${findMethod(id).title}: ${why}.`,
      'Leave that strategy out.',
    );
  }
}
