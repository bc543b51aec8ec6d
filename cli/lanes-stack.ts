import type { Settings } from '../src/control/strategy.ts';
import type { SettingValue } from '../src/control/vocabulary.ts';

/** Between strategies that are stacked in one lane, on the command line and in what it prints. */
export const STACKED = '+';

export interface NamedStrategy {
  readonly id: string;
  readonly settings: Settings;
}

/**
 * A stack under one name: "cyclic-reflex+srgen". The settings of a single strategy keep their names; in a stack each is
 * written as for --set, "srgen.steps", since two strategies may have one of the same name.
 */
export function nameStack(strategies: readonly NamedStrategy[]): NamedStrategy {
  const [first, ...others] = strategies;
  if (first && others.length === 0) return first;
  const settings: Record<string, SettingValue> = {};
  for (const strategy of strategies) {
    for (const [name, value] of Object.entries(strategy.settings)) settings[`${strategy.id}.${name}`] = value;
  }
  return { id: strategies.map(({ id }) => id).join(STACKED), settings };
}
