import { presetsFor, startingSettings } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { Preset, Settings } from '../../control/strategy.ts';
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

/** The preset that the fields started from; of settings that came from elsewhere, one that says the same. */
export function presetOf(setup: StrategySetup, suggested: Suggested): Preset | undefined {
  const presets = presetsFor(findStrategy(setup.strategyId), suggested);
  return presets.find(({ id }) => id === setup.presetId) ?? presets.find((preset) => hasTexts(setup, preset));
}

function hasTexts({ strategyId, texts }: StrategySetup, preset: Preset): boolean {
  const original = setupFromPreset(strategyId, preset).texts;
  return Object.entries(original).every(([name, text]) => texts[name] === text);
}

/** Fields with given settings, from no preset. */
export function setupFromSettings(strategyId: string, settings: Settings): StrategySetup {
  return { strategyId, presetId: '', texts: textsOf({ ...findStrategy(strategyId).defaults, ...settings }) };
}

/** Whether a field differs from the preset it started from. */
export function isCustom(setup: StrategySetup, suggested: Suggested): boolean {
  const preset = presetOf(setup, suggested);
  return !preset || !hasTexts(setup, preset);
}

/** Whether nobody has changed anything since the strategy was chosen under these suggestions. */
export function isUntouched(setup: StrategySetup, suggested: Suggested): boolean {
  return (
    presetOf(setup, suggested)?.id === startingSetup(setup.strategyId, suggested).presetId &&
    !isCustom(setup, suggested)
  );
}

export function presetName(setup: StrategySetup, suggested: Suggested): string {
  const preset = presetOf(setup, suggested);
  if (!preset) return 'Custom';
  return isCustom(setup, suggested) ? `Custom (from ${preset.label})` : preset.label;
}
