import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { configurationSchema, type Configuration } from './configuration.ts';
import { hashItem, hashStrategy, type Hash } from './hashes.ts';
import type { TaskItem } from './item.ts';
import { laneLetter } from './lane-letter.ts';
import { checkPrompt, fillPrompt, PLAIN_PROMPT } from './prompt.ts';
import { nameStack, type NamedStrategy } from './stack-name.ts';

export interface ConfigurationInput extends Omit<Configuration, 'strategies' | 'items'> {
  /** The strategies stacked in each lane, with complete and checked settings. */
  readonly lanes: readonly (readonly NamedStrategy[])[];
  readonly items: readonly TaskItem[];
}

function refuseTwins(strategies: Configuration['strategies']): void {
  for (const [index, { hash, strategy }] of strategies.entries()) {
    const earlier = strategies.findIndex((other) => other.hash === hash);
    if (earlier === index) continue;
    throw new ProblemError(
      'setting-invalid',
      `The lanes ${laneLetter(earlier)} and ${laneLetter(index)} both run ${strategy} with the same settings.`,
      'Leave one out, or change its settings.',
    );
  }
}

/** Everything that decides the samples, settled before anything is started. Throws `setting-invalid` for equal lanes. */
export function describeConfiguration(
  { lanes, items, sampling, maxTokens, prompt = PLAIN_PROMPT, ...rest }: ConfigurationInput,
  hash: Hash,
): Configuration {
  const strategies = lanes.map((lane) => {
    const { id: strategy, settings } = nameStack(lane);
    return { strategy, settings, hash: hashStrategy({ strategy, settings, sampling, maxTokens }, hash) };
  });
  refuseTwins(strategies);
  checkPrompt(prompt);
  // Through the schema, so that it compares equal with one that was read.
  return v.parse(configurationSchema, {
    ...rest,
    ...(prompt !== PLAIN_PROMPT && { prompt }),
    maxTokens,
    sampling,
    strategies,
    items: items.map((item) => ({
      id: item.id,
      hash: hashItem({ ...item, problem: fillPrompt(prompt, item.problem) }, hash),
    })),
  });
}
