import { deriveSeed } from '../../control/random.ts';
import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration, Shard } from './configuration.ts';

/** One sample to make. */
export interface Job {
  /** Of the problem in the whole task, from 0. */
  readonly position: number;
  readonly sample: number;
  /** Position of the strategy in the configuration. */
  readonly lane: number;
  readonly seed: number;
  readonly key: string;
}

/** Whether a shard takes the problem at this position. */
function isInShard(position: number, shard: Shard | null): boolean {
  return shard === null || position % shard.of === shard.index - 1;
}

/** All samples of an evaluation, in the order of its finished file: problem, sample, strategy. */
export function planJobs(configuration: Configuration): readonly Job[] {
  const { task, modelHash, items, samples, strategies, shard } = configuration;
  return items.flatMap(({ id, hash: itemHash }, position) => {
    if (!isInShard(position, shard)) return [];
    return Array.from({ length: samples }, (_, sample) => {
      const seed = deriveSeed(configuration.seed, id, sample);
      return strategies.map(({ hash: strategyHash }, lane) => ({
        position,
        sample,
        lane,
        seed,
        key: sampleKey({ task, itemHash, strategyHash, modelHash, seed, sample }),
      }));
    }).flat();
  });
}

/** What is left to do, by problem. */
export function pendingByProblem(jobs: readonly Job[], done: ReadonlySet<string>): readonly (readonly Job[])[] {
  const groups = new Map<number, Job[]>();
  for (const job of jobs) {
    if (done.has(job.key)) continue;
    const group = groups.get(job.position);
    if (group) group.push(job);
    else groups.set(job.position, [job]);
  }
  return [...groups.values()];
}

/** Samples in the order of the plan; those that it does not know are left out. */
export function inPlannedOrder(jobs: readonly Job[], samples: readonly Sample[]): readonly Sample[] {
  const byKey = new Map(samples.map((sample) => [sampleKey(sample), sample]));
  return jobs.flatMap(({ key }) => byKey.get(key) ?? []);
}
