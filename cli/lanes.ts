import { ProblemError } from '../src/control/errors.ts';
import { checkSettings, parseSettingText } from '../src/control/settings.ts';
import { checkEnsemble } from '../src/control/ensembles/check.ts';
import { findEnsemble, findMethod } from '../src/control/ensembles/index.ts';
import { plain } from '../src/control/strategies/plain.ts';
import type { SettingValue } from '../src/control/vocabulary.ts';
import type { LaneRequest, StrategyRequest } from '../src/lab/automation.ts';
import { EVERY_CAPABILITY } from '../src/lab/session/capabilities.ts';
import { LANE_LETTERS, laneLetter } from '../src/lab/session/lane-setup.ts';
import { checkLane } from '../src/lab/session/lane-stack.ts';
import { UsageError } from './failure.ts';
import { findEntries, type Entry, type Lane } from './lanes-find.ts';
import { STACKED } from './lanes-stack.ts';

/** As written on the command line. */
export interface LaneTexts {
  /** "plain,cyclic-reflex+srgen": lanes, and strategies stacked in one */
  readonly strategies: string;
  /** "cyclic-reflex.amplitude=3" or, for one of several lanes of a strategy, "B.amplitude=3"; in a stack "B.srgen.steps=2" */
  readonly set: readonly string[];
  /** "cyclic-reflex=code-default" or "B=code-default"; in a stack "B.cyclic-reflex=code-default" */
  readonly preset: readonly string[];
}

/** The preset every model may bring along in its catalog entry. */
const MODEL_PRESET = 'model';

function applyPreset(lanes: readonly Lane[], text: string): void {
  const [, name, preset] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || preset === undefined) {
    throw new UsageError(`--preset ${text} cannot be read.`, 'Write it as --preset cyclic-reflex=code-default.');
  }
  for (const entry of findEntries(lanes, name)) {
    const known = entry.definition.presets.map(({ id }) => id);
    if (preset !== MODEL_PRESET && !known.includes(preset)) {
      throw new ProblemError(
        'setting-invalid',
        `${entry.definition.id} has no preset "${preset}".`,
        `Choose from: ${[MODEL_PRESET, ...known].join(', ')}.`,
      );
    }
    entry.preset = preset;
  }
}

function applySetting(lanes: readonly Lane[], text: string): void {
  // The last dot before the value parts the setting from what it belongs to.
  const [, name, setting, value] = /^([^=]+)\.([^.=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || setting === undefined || value === undefined) {
    throw new UsageError(`--set ${text} cannot be read.`, 'Write it as --set cyclic-reflex.amplitude=3.');
  }
  for (const { definition, settings } of findEntries(lanes, name)) {
    const spec = Object.hasOwn(definition.settings, setting) ? definition.settings[setting] : undefined;
    // A name that does not exist is left to the check, which lists those that do.
    settings[setting] = spec ? parseNumberOrKeep(spec, value) : value;
    checkSettings(definition, settings);
  }
}

/** Text that is no number stays as written, so that the message can show it. */
function parseNumberOrKeep(spec: Parameters<typeof parseSettingText>[0], text: string): SettingValue {
  const value = parseSettingText(spec, text);
  return typeof value === 'number' && Number.isNaN(value) ? `"${text}"` : value;
}

/** What an engine lacks is not known here; what contradicts itself is. */
function checkNames(names: readonly string[]): void {
  const [first = '', ...others] = names;
  const ensemble = findEnsemble(first);
  const strategies = ensemble ? others : names;
  const misplaced = strategies.find((name) => findEnsemble(name) !== undefined);
  if (misplaced !== undefined) {
    throw new ProblemError(
      'strategy-unsupported',
      `${misplaced} is an ensemble: it cannot be stacked onto ${first}.`,
      ensemble
        ? 'Give each ensemble a lane of its own.'
        : `Name it first, before what its runs do: ${misplaced}+${first}.`,
    );
  }
  checkLane(strategies.length > 0 ? strategies : [plain.id], null);
  if (ensemble) checkEnsemble(ensemble, strategies, EVERY_CAPABILITY);
}

function readLane(text: string, index: number): Lane {
  const stack = text.split(STACKED).map((name) => ({ definition: findMethod(name.trim()), settings: {} }));
  checkNames(stack.map(({ definition }) => definition.id));
  return { letter: laneLetter(index), stack };
}

function request({ definition, preset, settings }: Entry): StrategyRequest {
  return { strategy: definition.id, ...(preset !== undefined && { preset }), settings };
}

/** Lanes from the command line, with every name and value checked before anything is started. */
export function readLanes(texts: LaneTexts, most: number = LANE_LETTERS.length): readonly LaneRequest[] {
  const names = texts.strategies.split(',');
  if (names.length > most) {
    throw new ProblemError('setting-invalid', `${names.length} lanes were asked for.`, `Ask for 1 to ${most}.`);
  }
  const lanes = names.map(readLane);
  for (const text of texts.preset) applyPreset(lanes, text);
  for (const text of texts.set) applySetting(lanes, text);
  return lanes.flatMap(({ stack }) => {
    const [first, ...others] = stack.map(request);
    return first ? [{ ...first, ...(others.length > 0 && { also: others }) }] : [];
  });
}
