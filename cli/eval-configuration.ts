import * as v from 'valibot';
import { ProblemError } from '../src/control/errors.ts';
import { presetsFor } from '../src/control/presets.ts';
import { checkSettings } from '../src/control/settings.ts';
import { findStrategy } from '../src/control/strategies/index.ts';
import type { Settings } from '../src/control/strategy.ts';
import { configurationSchema, type Configuration } from '../src/evaluation/run/configuration.ts';
import { hashItem, hashStrategy } from '../src/evaluation/run/hashes.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { LaneRequest, StrategyRequest } from '../src/lab/automation.ts';
import { DEFAULT_MAX_TOKENS } from '../src/lab/session/lab-state.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import type { Suggested } from '../src/lab/session/strategy-setup.ts';
import { findModel } from '../src/storage/catalog.ts';
import { sha256 } from './eval-hash.ts';
import { readModel } from './eval-model.ts';
import type { EvalOptions } from './eval-options.ts';
import { nameStack } from './lanes-stack.ts';

interface CompleteStrategy extends StrategyRequest {
  readonly settings: Settings;
}

export interface CompleteLane extends CompleteStrategy {
  readonly also: readonly CompleteStrategy[];
}

/** With the settings that the page would start this strategy with, all of them. */
function complete({ strategy, preset: asked, settings }: StrategyRequest, suggested: Suggested): CompleteStrategy {
  const definition = findStrategy(strategy);
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

function nameLane({ also, ...first }: CompleteLane): { readonly strategy: string; readonly settings: Settings } {
  const { id, settings } = nameStack(
    [first, ...also].map((entry) => ({ id: entry.strategy, settings: entry.settings })),
  );
  return { strategy: id, settings };
}

function refuseTwins(strategies: Configuration['strategies']): void {
  for (const [index, { hash, strategy }] of strategies.entries()) {
    const earlier = strategies.findIndex((other) => other.hash === hash);
    if (earlier === index) continue;
    throw new ProblemError(
      'setting-invalid',
      `The lanes ${laneLetter(earlier)} and ${laneLetter(index)} both run ${strategy} with the same settings.`,
      'Leave one out, or change its settings with --set.',
    );
  }
}

/** Everything that decides the samples, settled before anything is started. */
export function describeConfiguration(
  options: EvalOptions,
  lanes: readonly CompleteLane[],
  task: { readonly name: string; readonly items: readonly TaskItem[] },
): Configuration {
  const { model, engine, samples, shard, maxTokens = DEFAULT_MAX_TOKENS } = options;
  const { seed, ...sampling } = options.sampling;
  const strategies = lanes.map((lane) => {
    const { strategy, settings } = nameLane(lane);
    return { strategy, settings, hash: hashStrategy({ strategy, settings, sampling, maxTokens }, sha256) };
  });
  refuseTwins(strategies);
  // Through the schema, so that it compares equal with one that was read.
  return v.parse(configurationSchema, {
    task: task.name,
    model,
    modelHash: readModel(model).hash,
    engine,
    seed,
    samples,
    maxTokens,
    sampling,
    strategies,
    items: task.items.map((item) => ({ id: item.id, hash: hashItem(item, sha256) })),
    shard,
  });
}
