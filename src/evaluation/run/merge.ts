import { ProblemError } from '../../control/errors.ts';
import type { Sample } from '../sample.ts';
import { describeDifferences, type Configuration } from './configuration.ts';
import type { Surroundings } from './manifest.ts';
import { inPlannedOrder, planJobs } from './plan.ts';

/** One evaluated shard. */
export interface Part {
  /** Its folder, for messages. */
  readonly name: string;
  /** Of the problems: see the manifest. */
  readonly source?: string | undefined;
  readonly surroundings: Surroundings | null;
  readonly configuration: Configuration;
  /** Of this configuration alone: see `parseSamples`. */
  readonly samples: readonly Sample[];
}

export type Merged = Omit<Part, 'name'>;

function refuse(message: string, hint: string): never {
  throw new ProblemError('task-invalid', message, hint);
}

function checkShards(parts: readonly Part[], of: number): void {
  const folders = new Map<number, string>();
  for (const { name, configuration } of parts) {
    const index = configuration.shard?.index ?? 0;
    const other = folders.get(index);
    if (other !== undefined) refuse(`${other} and ${name} are both shard ${index}/${of}.`, 'Name every shard once.');
    folders.set(index, name);
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !folders.has(index));
  if (missing.length > 0)
    refuse(`Shards are missing: ${missing.map((index) => `${index}/${of}`).join(', ')}.`, 'Name the folders of all.');
}

/** Samples of different engines may not be mixed; the browser around them may have been updated meanwhile. */
function commonSurroundings(parts: readonly Part[]): Surroundings | null {
  // A shard without problems has asked no engine.
  const asked = parts.flatMap(({ name, surroundings }) => (surroundings ? [{ name, surroundings }] : []));
  const [first] = asked;
  for (const { name, surroundings } of asked) {
    if (surroundings.engine !== first?.surroundings.engine)
      refuse(
        `${name} was made with ${surroundings.engine}, ${first?.name} with ${first?.surroundings.engine}.`,
        'Use one engine for all.',
      );
  }
  return first?.surroundings ?? null;
}

/** All shards of one evaluation as the evaluation without shards. Throws `task-invalid` when they are not exactly that. */
export function mergeParts(parts: readonly Part[]): Merged {
  const [first] = parts;
  if (!first) return refuse('There is nothing to merge.', 'Name the folders of all shards.');
  const whole: Configuration = { ...first.configuration, shard: null };
  for (const { name, configuration } of parts) {
    if (!configuration.shard) refuse(`${name} is no shard.`, 'Only folders made with --shard can be merged.');
    const differences = [...describeDifferences(whole, { ...configuration, shard: null })];
    if (configuration.shard?.of !== first.configuration.shard?.of) differences.push('the number of shards is another');
    if (differences.length > 0)
      refuse(
        `${name} is of another evaluation than ${first.name}: ${differences.join('; ')}.`,
        'Merge shards of one evaluation.',
      );
  }
  checkShards(parts, first.configuration.shard?.of ?? 1);
  const surroundings = commonSurroundings(parts);
  for (const { name, configuration, samples } of parts) {
    const missing = planJobs(configuration).length - samples.length;
    if (missing > 0) refuse(`${name} is not complete: ${missing} samples are missing.`, 'Continue it with --resume.');
  }
  const samples = inPlannedOrder(
    planJobs(whole),
    parts.flatMap((part) => part.samples),
  );
  return { ...(first.source !== undefined && { source: first.source }), surroundings, configuration: whole, samples };
}
