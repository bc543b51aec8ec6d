import type { MethodDefinition, Preset, Settings } from './strategy.ts';
import type { ModelFacts } from './vocabulary.ts';

/** The presets to offer for a model: its own measured suggestion first, where the catalog has one. */
export function presetsFor(definition: MethodDefinition, suggested: ModelFacts['suggested']): readonly Preset[] {
  const own = suggested[definition.id];
  if (!own) return definition.presets;
  const preset: Preset = {
    id: 'model',
    label: 'For this model',
    settings: { ...definition.defaults, ...own },
    source: 'The catalog entry of the model; measured figures in its card.',
  };
  return [preset, ...definition.presets];
}

/** What a method starts with on a model: the model's suggestion, or the published defaults. */
export function startingSettings(definition: MethodDefinition, suggested: ModelFacts['suggested']): Settings {
  return { ...definition.defaults, ...suggested[definition.id] };
}
