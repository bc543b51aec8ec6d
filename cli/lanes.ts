import { ProblemError } from '../src/control/errors.ts';
import { checkSettings, parseSettingText } from '../src/control/settings.ts';
import { findStrategy } from '../src/control/strategies/index.ts';
import type { StrategyDefinition } from '../src/control/strategy.ts';
import type { SettingValue } from '../src/control/vocabulary.ts';
import type { LaneRequest } from '../src/lab/automation.ts';
import { LANE_LETTERS, laneLetter } from '../src/lab/session/lane-setup.ts';
import { UsageError } from './failure.ts';

/** As written on the command line. */
export interface LaneTexts {
  /** "plain,cyclic-reflex" */
  readonly strategies: string;
  /** "cyclic-reflex.amplitude=3" or, for one of several lanes of a strategy, "B.amplitude=3" */
  readonly set: readonly string[];
  /** "cyclic-reflex=code-default" or "B=code-default" */
  readonly preset: readonly string[];
}

interface Lane {
  readonly letter: string;
  readonly definition: StrategyDefinition;
  preset?: string;
  readonly settings: Record<string, SettingValue>;
}

/** The preset every model may bring along in its catalog entry. */
const MODEL_PRESET = 'model';

/** The lanes that "cyclic-reflex" or "B" stands for. */
function findLanes(lanes: readonly Lane[], name: string): readonly Lane[] {
  const found = lanes.filter((lane) => lane.letter === name || lane.definition.id === name);
  if (found.length > 0) return found;
  findStrategy(name);
  throw new ProblemError(
    'setting-invalid',
    `No lane runs ${name}.`,
    `The lanes are: ${lanes.map((lane) => `${lane.letter} ${lane.definition.id}`).join(', ')}.`,
  );
}

function applyPreset(lanes: readonly Lane[], text: string): void {
  const [, name, preset] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || preset === undefined) {
    throw new UsageError(`--preset ${text} cannot be read.`, 'Write it as --preset cyclic-reflex=code-default.');
  }
  for (const lane of findLanes(lanes, name)) {
    const known = lane.definition.presets.map(({ id }) => id);
    if (preset !== MODEL_PRESET && !known.includes(preset)) {
      throw new ProblemError(
        'setting-invalid',
        `${lane.definition.id} has no preset "${preset}".`,
        `Choose from: ${[MODEL_PRESET, ...known].join(', ')}.`,
      );
    }
    lane.preset = preset;
  }
}

function applySetting(lanes: readonly Lane[], text: string): void {
  const [, name, setting, value] = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || setting === undefined || value === undefined) {
    throw new UsageError(`--set ${text} cannot be read.`, 'Write it as --set cyclic-reflex.amplitude=3.');
  }
  for (const lane of findLanes(lanes, name)) {
    const { settings } = lane.definition;
    const spec = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
    // A name that does not exist is left to the check, which lists those that do.
    lane.settings[setting] = spec ? parseNumberOrKeep(spec, value) : value;
    checkSettings(lane.definition, lane.settings);
  }
}

/** Text that is no number stays as written, so that the message can show it. */
function parseNumberOrKeep(spec: Parameters<typeof parseSettingText>[0], text: string): SettingValue {
  const value = parseSettingText(spec, text);
  return typeof value === 'number' && Number.isNaN(value) ? `"${text}"` : value;
}

/** Lanes from the command line, with every name and value checked before anything is started. */
export function readLanes(texts: LaneTexts): readonly LaneRequest[] {
  const names = texts.strategies.split(',').map((name) => name.trim());
  if (names.length > LANE_LETTERS.length) {
    throw new ProblemError(
      'setting-invalid',
      `${names.length} lanes were asked for.`,
      `Ask for 1 to ${LANE_LETTERS.length}.`,
    );
  }
  const lanes: Lane[] = names.map((name, index) => ({
    letter: laneLetter(index),
    definition: findStrategy(name),
    settings: {},
  }));
  for (const text of texts.preset) applyPreset(lanes, text);
  for (const text of texts.set) applySetting(lanes, text);
  return lanes.map(({ definition, preset, settings }) => ({
    strategy: definition.id,
    ...(preset !== undefined && { preset }),
    settings,
  }));
}
