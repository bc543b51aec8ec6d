import type { Settings } from '../../control/strategy.ts';
import type { SettingValue } from '../../control/vocabulary.ts';

/** Between strategies that are stacked in one lane, on the command line, in samples and in reports. */
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

/** The strategies that `nameStack` put under one name. Settings that belong to none of them are left out. */
export function unstack(name: string, settings: Settings): readonly NamedStrategy[] {
  const ids = name.split(STACKED);
  if (ids.length === 1) return [{ id: name, settings }];
  return ids.map((id) => {
    const own = Object.entries(settings).filter(([key]) => key.startsWith(`${id}.`));
    return { id, settings: Object.fromEntries(own.map(([key, value]) => [key.slice(id.length + 1), value])) };
  });
}
