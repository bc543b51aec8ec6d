import { ProblemError } from '../src/control/errors.ts';
import { presetsFor } from '../src/control/presets.ts';
import { checkSettings } from '../src/control/settings.ts';
import { findMethod } from '../src/control/ensembles/index.ts';
import type { Settings } from '../src/control/strategy.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { describeConfiguration as describe } from '../src/evaluation/run/describe-configuration.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { LaneRequest, StrategyRequest } from '../src/lab/automation.ts';
import { DEFAULT_MAX_TOKENS } from '../src/lab/session/lab-state.ts';
import type { Suggested } from '../src/lab/session/strategy-setup.ts';
import { findModel } from '../src/storage/catalog.ts';
import { sha256 } from './eval-hash.ts';
import { readModel } from './eval-model.ts';
import type { EvalOptions } from './eval-options.ts';

interface CompleteStrategy extends StrategyRequest {
  readonly settings: Settings;
}

interface CompleteLane extends CompleteStrategy {
  readonly also: readonly CompleteStrategy[];
}

/** With the settings that the page would start this method with, all of them. */
function complete({ strategy, preset: asked, settings }: StrategyRequest, suggested: Suggested): CompleteStrategy {
  const definition = findMethod(strategy);
  const presets = presetsFor(definition, suggested);
  const preset = asked === undefined ? presets[0] : presets.find(({ id }) => id === asked);
  if (!preset) {
    throw new ProblemError(
      'setting-invalid',
      `${definition.title} has no preset "${String(asked)}".`,
      `Choose from: ${presets.map(({ id }) => id).join(', ')}.`,
    );
  }
  return { strategy, settings: checkSettings(definition, { ...preset.settings, ...settings }) };
}

/** Lanes that ask for the same on every page, whatever its model suggests by then. */
export function completeLanes(lanes: readonly LaneRequest[], model: string): readonly CompleteLane[] {
  const { suggested } = findModel(model);
  return lanes.map((lane) => ({
    ...complete(lane, suggested),
    also: (lane.also ?? []).map((entry) => complete(entry, suggested)),
  }));
}

/** Everything that decides the samples, settled before anything is started. */
export function describeConfiguration(
  options: Pick<EvalOptions, 'model' | 'engine' | 'samples' | 'shard' | 'maxTokens' | 'sampling'>,
  lanes: readonly CompleteLane[],
  task: { readonly name: string; readonly prompt?: string; readonly items: readonly TaskItem[] },
): Configuration {
  const { model, engine, samples, shard, maxTokens = DEFAULT_MAX_TOKENS } = options;
  const { seed, ...sampling } = options.sampling;
  return describe(
    {
      task: task.name,
      ...(task.prompt !== undefined && { prompt: task.prompt }),
      items: task.items,
      model,
      modelHash: readModel(model).hash,
      engine,
      seed,
      samples,
      maxTokens,
      sampling,
      shard,
      lanes: lanes.map(({ also, ...first }) =>
        [first, ...also].map(({ strategy, settings }) => ({ id: strategy, settings })),
      ),
    },
    sha256,
  );
}
