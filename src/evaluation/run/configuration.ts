import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const shardSchema = v.object({
  /** From 1. */
  index: v.pipe(count, v.minValue(1)),
  of: v.pipe(count, v.minValue(1)),
});
export type Shard = v.InferOutput<typeof shardSchema>;

/** All that decides the samples of an evaluation. Two equal ones give the same samples. */
export const configurationSchema = v.object({
  task: v.string(),
  /** With {problem} for the problem; left out when that is all. */
  prompt: v.optional(v.string()),
  model: v.string(),
  modelHash: v.string(),
  /** As asked for: auto, wasm or webgpu. */
  engine: v.string(),
  seed: count,
  /** Per problem and strategy. */
  samples: count,
  maxTokens: count,
  sampling: v.object({ temperature: v.number(), topP: v.number(), topK: v.number(), minP: v.number() }),
  strategies: v.array(
    v.object({
      strategy: v.string(),
      settings: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
      hash: v.string(),
    }),
  ),
  /** Of the whole task, in its order: a shard takes some of them. */
  items: v.array(v.object({ id: v.string(), hash: v.string() })),
  shard: v.nullable(shardSchema),
});
export type Configuration = v.InferOutput<typeof configurationSchema>;

function describeItems(there: Configuration['items'], asked: Configuration['items']): string {
  if (there.length !== asked.length) return `the number of problems is ${there.length} there, ${asked.length} here`;
  const position = there.findIndex((item, index) => item.hash !== asked[index]?.hash);
  return `problem ${position + 1} is "${there[position]?.id}" there, "${asked[position]?.id}" with another content here`;
}

function describeStrategies({ strategies }: Configuration): string {
  return strategies
    .map(({ strategy, settings }) => {
      const parts = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);
      return parts.length === 0 ? strategy : `${strategy} (${parts.join(' ')})`;
    })
    .join(', ');
}

function describe(configuration: Configuration, name: keyof Configuration): string {
  if (name === 'strategies') return describeStrategies(configuration);
  if (name === 'shard') return configuration.shard ? `${configuration.shard.index}/${configuration.shard.of}` : 'none';
  const value = configuration[name];
  if (value === undefined) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What differs, in words, one entry per difference; empty when the samples would be the same. */
export function describeDifferences(there: Configuration, asked: Configuration): readonly string[] {
  const names = Object.keys(configurationSchema.entries) as (keyof Configuration)[];
  return names
    .filter((name) => JSON.stringify(there[name]) !== JSON.stringify(asked[name]))
    .map((name) =>
      name === 'items'
        ? describeItems(there.items, asked.items)
        : `${name} is ${describe(there, name)} there, ${describe(asked, name)} here`,
    );
}
