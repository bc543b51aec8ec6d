import { SAMPLING_DEFAULTS, type SamplingSettings } from '../../control/sampling-settings.ts';
import { groupArms, type Arm } from '../../evaluation/report/arms.ts';
import type { ReportContext } from '../../evaluation/report/context.ts';
import { orderSamples } from '../../evaluation/report/order.ts';
import { hashItem, hashStrategy } from '../../evaluation/run/hashes.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { fillPrompt } from '../../evaluation/run/prompt.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { DEFAULT_MAX_TOKENS, EMBEDDED_MODEL } from '../session/lab-state.ts';
import { modelFacts } from './model-facts.ts';

/** What all samples shared but the seed. */
export interface SharedSettings {
  readonly sampling: Omit<SamplingSettings, 'seed'>;
  readonly maxTokens: number;
}

/** Samples with what is needed to run them again. */
export interface Results {
  readonly samples: readonly Sample[];
  readonly context: ReportContext;
  /** In the order of the report. */
  readonly arms: readonly Arm[];
  /** The problems as they were asked, by hash; not of every sample, perhaps. */
  readonly items: ReadonlyMap<string, TaskItem>;
  /** null where no settings are known that give the samples' hashes. */
  readonly shared: SharedSettings | null;
  /** Ids of the models that made them, by the hash of their files; not of every sample, perhaps. */
  readonly models: ReadonlyMap<string, string>;
}

/** Where a file of samples comes without its report. */
export const UNKNOWN_CONTEXT: ReportContext = {
  commit: null,
  command: 'unknown',
  model: 'an unknown model',
  modelFiles: [],
  tokenizerHash: null,
  engine: { name: 'unknown', version: '' },
  adapter: null,
  browser: null,
  flags: [],
  seed: SAMPLING_DEFAULTS.seed,
  settings: {},
  promptTemplate: '',
};

/** Settings that a report names, or the usual ones where it names none: only what gives the samples' hash is believed. */
function findShared({ settings }: ReportContext, [first]: readonly Sample[]): SharedSettings | null {
  if (!first) return null;
  const { strategy, settings: own, strategyHash } = first;
  const number = (name: string, fallback: number): number => {
    const value = settings[name];
    return typeof value === 'number' ? value : fallback;
  };
  const sampling = {
    temperature: number('temperature', SAMPLING_DEFAULTS.temperature),
    topP: number('topP', SAMPLING_DEFAULTS.topP),
    topK: number('topK', SAMPLING_DEFAULTS.topK),
    minP: number('minP', SAMPLING_DEFAULTS.minP),
  };
  const maxTokens = number('maxTokens', DEFAULT_MAX_TOKENS);
  const hash = hashStrategy({ strategy, settings: own, sampling, maxTokens }, sha256);
  return hash === strategyHash ? { sampling, maxTokens } : null;
}

/**
 * The hash tells the page's own model and the one that the report names. Where neither has it, the report is believed as
 * long as all samples are of one model: its files were others then.
 */
function findModels({ model }: ReportContext, arms: readonly Arm[]): ReadonlyMap<string, string> {
  const named = model === UNKNOWN_CONTEXT.model ? [] : [model];
  const models = new Map([...named, EMBEDDED_MODEL].map((id) => [modelFacts(id).hash, id]));
  const [hash, ...others] = new Set(arms.map(({ modelHash }) => modelHash));
  if (named.length === 0 || hash === undefined || others.length > 0 || models.has(hash)) return models;
  return models.set(hash, model);
}

export function describeResults(
  samples: readonly Sample[],
  context: ReportContext,
  items: readonly TaskItem[],
): Results {
  const asked = items.map((item) => ({ ...item, problem: fillPrompt(context.prompt, item.problem) }));
  const arms = groupArms(orderSamples(samples), context.baseline, context.order);
  return {
    samples,
    context,
    arms,
    items: new Map(asked.map((item) => [hashItem(item, sha256), item])),
    shared: findShared(context, samples),
    models: findModels(context, arms),
  };
}
