import type { SamplingSettings } from '../../control/sampling-settings.ts';
import type { Settings } from '../../control/strategy.ts';
import type { TaskItem } from './item.ts';

/** SHA-256 of a text as UTF-8, hexadecimal. Passed in: nothing here knows where it runs. */
export type Hash = (text: string) => string;

/** Equal objects give equal texts, whatever the order of their names. */
function sortedEntries(values: object): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the model is asked and what counts as right. Family and level only sort problems, so they are left out. */
export function hashItem({ id, problem, answer, numbers, target }: TaskItem, hash: Hash): string {
  return hash(JSON.stringify([id, problem, answer, numbers ?? null, target ?? null]));
}

export interface StrategyInput {
  readonly strategy: string;
  /** Complete and checked. */
  readonly settings: Settings;
  readonly sampling: Omit<SamplingSettings, 'seed'>;
  readonly maxTokens: number;
}

/** All that decides how a strategy decodes but the seed, which is part of the key by itself. */
export function hashStrategy({ strategy, settings, sampling, maxTokens }: StrategyInput, hash: Hash): string {
  const { temperature, topP, topK, minP } = sampling;
  return hash(JSON.stringify([strategy, sortedEntries(settings), [temperature, topP, topK, minP], maxTokens]));
}

/** Over the files a model consists of, in no particular order. */
export function hashModel(files: readonly { readonly path: string; readonly sha256: string }[], hash: Hash): string {
  return hash(JSON.stringify(sortedEntries(Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])))));
}
