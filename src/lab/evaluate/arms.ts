import { presetsFor } from '../../control/presets.ts';
import { checkSettings } from '../../control/settings.ts';
import { checkEnsemble } from '../../control/ensembles/check.ts';
import { findEnsemble, findMethod } from '../../control/ensembles/index.ts';
import { toProblem, type Problem } from '../../control/errors.ts';
import { plain } from '../../control/strategies/plain.ts';
import type { Capability, Settings } from '../../control/strategy.ts';
import { letterOf } from '../../evaluation/report/anchors.ts';
import type { NamedStrategy } from '../../evaluation/run/stack-name.ts';
import type { LaneSetup } from '../session/lane-setup.ts';
import { EVERY_CAPABILITY } from '../session/capabilities.ts';
import { laneProblem } from '../session/lane-stack.ts';
import { isCustom, readSetup, type Suggested } from '../session/strategy-setup.ts';

/** One strategy of an arm of the evaluation. */
export interface ArmStrategy {
  readonly id: string;
  /** '' is the first that the model has: its own suggestion, where there is one. */
  readonly preset: string;
  /** Taken from the Compare page; they come before the preset. */
  readonly custom: Settings | null;
}

/** Strategies stacked in one arm, the first perhaps an ensemble that runs the others; never empty. */
export type ArmSetup = readonly ArmStrategy[];

export const FEWEST_ARMS = 1;
export const MOST_ARMS = 4;

export function armStrategy(id: string): ArmStrategy {
  return { id, preset: '', custom: null };
}

/** With complete settings. Throws `setting-invalid` or `strategy-unknown`. */
export function settleStrategy({ id, preset, custom }: ArmStrategy, suggested: Suggested): NamedStrategy {
  const definition = findMethod(id);
  const presets = presetsFor(definition, suggested);
  const chosen = presets.find((each) => each.id === preset) ?? presets[0];
  return { id, settings: checkSettings(definition, custom ?? { ...chosen?.settings }) };
}

/** The lanes of the Compare page as arms; a lane with a faulty field keeps its strategies alone. */
export function armsFromLanes(lanes: readonly LaneSetup[], suggested: Suggested): readonly ArmSetup[] {
  return lanes.map((lane) =>
    lane.map((entry): ArmStrategy => {
      const id = entry.strategyId;
      if (!isCustom(entry, suggested)) return { id, preset: entry.presetId, custom: null };
      const read = readSetup(entry);
      return { id, preset: '', custom: read.ok ? read.settings : null };
    }),
  );
}

/** What an arm's runs stack: all of it, or what follows its ensemble. */
export function stackOf(arm: readonly string[]): readonly string[] {
  return findEnsemble(arm[0] ?? '') ? arm.slice(1) : arm;
}

function armProblem(arm: readonly string[], capabilities: readonly Capability[] | null): Problem | null {
  const stack = stackOf(arm);
  const ensemble = findEnsemble(arm[0] ?? '');
  try {
    if (ensemble) checkEnsemble(ensemble, stack, capabilities ?? EVERY_CAPABILITY);
  } catch (caught) {
    return toProblem(caught, 'internal', 'Choose another ensemble.');
  }
  return laneProblem(stack.length > 0 ? stack : [plain.id], capabilities);
}

/** The letters that the arms have in the report: A is what the others are compared with, then in the order of the form. */
export function armLetters(arms: readonly ArmSetup[]): readonly string[] {
  const baseline = Math.max(
    0,
    arms.findIndex((arm) => arm.length === 1 && arm[0]?.id === plain.id),
  );
  const order = [baseline, ...[...arms.keys()].filter((index) => index !== baseline)];
  return arms.map((_, index) => letterOf(order.indexOf(index)));
}

/** Why these arms cannot run, or null. */
export function armsFault(arms: readonly ArmSetup[], capabilities: readonly Capability[] | null): string | null {
  for (const [index, arm] of arms.entries()) {
    const problem = armProblem(
      arm.map(({ id }) => id),
      capabilities,
    );
    if (problem) return `Strategy ${armLetters(arms)[index] ?? ''}: ${problem.message}`;
  }
  return null;
}

/** Which two arms are one and the same, in words; null when all differ. */
export function twinsFault(settled: readonly (readonly NamedStrategy[])[], letters: readonly string[]): string | null {
  const texts = settled.map((arm) => JSON.stringify(arm));
  const second = texts.findIndex((text, index) => texts.indexOf(text) < index);
  if (second < 0) return null;
  const first = texts.indexOf(texts[second] ?? '');
  return `The strategies ${letters[first] ?? ''} and ${letters[second] ?? ''} are the same. Change or remove one.`;
}
