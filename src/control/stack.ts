import { ProblemError } from './errors.ts';
import { findStrategy } from './strategies/index.ts';
import type { Capability, Settings, StrategyDefinition } from './strategy.ts';
import { checkSettings } from './settings.ts';

export interface StackedStrategy {
  readonly definition: StrategyDefinition;
  /** Complete and checked. */
  readonly settings: Settings;
}

/**
 * Checks a stack of strategies: each exists, its settings are in range, the engine can run it, and no two contradict each
 * other. Throws `strategy-unknown`, `setting-invalid` or `strategy-unsupported`.
 */
export function checkStack(
  wanted: readonly { readonly id: string; readonly settings: Readonly<Record<string, unknown>> }[],
  capabilities: readonly Capability[],
): readonly StackedStrategy[] {
  const stack = wanted.map(({ id, settings }) => {
    const definition = findStrategy(id);
    return { definition, settings: checkSettings(definition, settings) };
  });
  for (const { definition } of stack) {
    const missing = definition.needs.filter((need) => !capabilities.includes(need));
    if (missing.length > 0) {
      throw new ProblemError(
        'strategy-unsupported',
        `${definition.title} needs ${missing.join(' and ')}, which this engine or model does not offer.`,
        'Choose another strategy, engine or model.',
      );
    }
  }
  const ids = stack.map(({ definition }) => definition.id);
  for (const [place, { definition }] of stack.entries()) {
    if (ids.indexOf(definition.id) < place)
      throw contradiction(definition.title, definition.title, 'one instance cannot see the other');
    for (const [other, why] of Object.entries(definition.conflicts ?? {})) {
      if (ids.includes(other)) throw contradiction(definition.title, findStrategy(other).title, why);
    }
  }
  return stack;
}

function contradiction(a: string, b: string, why: string): ProblemError {
  return new ProblemError(
    'strategy-unsupported',
    `${a} cannot be stacked with ${b}: ${why}.`,
    'Put them into two lanes.',
  );
}
