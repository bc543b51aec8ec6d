import { presetsFor, startingSettings } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { Preset } from '../../control/strategy.ts';
import type { ModelFacts } from '../../control/vocabulary.ts';
import { readFields, textsOf, type FieldTexts, type ReadFields } from './field-text.ts';

export type Suggested = ModelFacts['suggested'];

/** One strategy of a lane and its fields as typed. */
export interface StrategySetup {
  readonly strategyId: string;
  /** The preset the fields started from. */
  readonly presetId: string;
  readonly texts: FieldTexts;
}

export function startingSetup(strategyId: string, suggested: Suggested): StrategySetup {
  const definition = findStrategy(strategyId);
  return {
    strategyId,
    presetId: presetsFor(definition, suggested)[0]?.id ?? '',
    texts: textsOf(startingSettings(definition, suggested)),
  };
}

export function setupFromPreset(strategyId: string, preset: Preset): StrategySetup {
  const definition = findStrategy(strategyId);
  return { strategyId, presetId: preset.id, texts: textsOf({ ...definition.defaults, ...preset.settings }) };
}

/** The fields as settings, or the first fault. */
export function readSetup({ strategyId, texts }: StrategySetup): ReadFields {
  return readFields(findStrategy(strategyId).settings, texts);
}

export function presetOf(setup: StrategySetup, suggested: Suggested): Preset | undefined {
  return presetsFor(findStrategy(setup.strategyId), suggested).find((preset) => preset.id === setup.presetId);
}

/** Whether a field differs from the preset it started from. */
export function isCustom(setup: StrategySetup, suggested: Suggested): boolean {
  const preset = presetOf(setup, suggested);
  if (!preset) return true;
  const original = setupFromPreset(setup.strategyId, preset).texts;
  return Object.entries(original).some(([name, text]) => setup.texts[name] !== text);
}

/** Whether nobody has changed anything since the strategy was chosen under these suggestions. */
export function isUntouched(setup: StrategySetup, suggested: Suggested): boolean {
  return !isCustom(setup, suggested) && setup.presetId === startingSetup(setup.strategyId, suggested).presetId;
}

export function presetName(setup: StrategySetup, suggested: Suggested): string {
  const preset = presetOf(setup, suggested);
  if (!preset) return 'Custom';
  return isCustom(setup, suggested) ? `Custom (from ${preset.label})` : preset.label;
}
