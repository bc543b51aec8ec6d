import { presetsFor, startingSettings } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { Preset } from '../../control/strategy.ts';
import type { ModelFacts } from '../../control/vocabulary.ts';
import { textsOf, type FieldTexts } from './field-text.ts';

export type Suggested = ModelFacts['suggested'];

/** What a lane will run with next: a strategy and its fields as typed. */
export interface LaneSetup {
  readonly strategyId: string;
  /** The preset the fields started from. */
  readonly presetId: string;
  readonly texts: FieldTexts;
}

export const LANE_LETTERS = ['A', 'B', 'C', 'D'] as const;

export function laneLetter(lane: number): string {
  return LANE_LETTERS[lane] ?? String(lane + 1);
}

export function startingSetup(strategyId: string, suggested: Suggested): LaneSetup {
  const definition = findStrategy(strategyId);
  return {
    strategyId,
    presetId: presetsFor(definition, suggested)[0]?.id ?? '',
    texts: textsOf(startingSettings(definition, suggested)),
  };
}

export function setupFromPreset(strategyId: string, preset: Preset): LaneSetup {
  const definition = findStrategy(strategyId);
  return { strategyId, presetId: preset.id, texts: textsOf({ ...definition.defaults, ...preset.settings }) };
}

export function presetOf(setup: LaneSetup, suggested: Suggested): Preset | undefined {
  return presetsFor(findStrategy(setup.strategyId), suggested).find((preset) => preset.id === setup.presetId);
}

/** Whether a field differs from the preset it started from. */
export function isCustom(setup: LaneSetup, suggested: Suggested): boolean {
  const preset = presetOf(setup, suggested);
  if (!preset) return true;
  const original = setupFromPreset(setup.strategyId, preset).texts;
  return Object.entries(original).some(([name, text]) => setup.texts[name] !== text);
}

export function presetName(setup: LaneSetup, suggested: Suggested): string {
  const preset = presetOf(setup, suggested);
  if (!preset) return 'Custom';
  return isCustom(setup, suggested) ? `Custom (from ${preset.label})` : preset.label;
}
