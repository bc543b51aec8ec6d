import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import { planJobs } from './plan.ts';

/** Five problems, two strategies, two samples each. */
export function testConfiguration(changes: Partial<Configuration> = {}): Configuration {
  return {
    task: 't',
    model: 'ponder',
    modelHash: 'm',
    engine: 'wasm',
    seed: 7,
    samples: 2,
    maxTokens: 60,
    sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 },
    strategies: [
      { strategy: 'plain', settings: {}, hash: 's1' },
      { strategy: 'cyclic-reflex', settings: { amplitude: 3 }, hash: 's2' },
    ],
    items: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, hash: `hash of ${id}` })),
    shard: null,
    ...changes,
  };
}

/** What an evaluation of this configuration would find, in the order of its plan. */
export function testSamples(configuration: Configuration): readonly Sample[] {
  return planJobs(configuration).map((job) => {
    const item = configuration.items[job.position] ?? { id: '', hash: '' };
    const strategy = configuration.strategies[job.lane] ?? { strategy: '', settings: {}, hash: '' };
    const sample: Sample = {
      task: configuration.task,
      id: item.id,
      sample: job.sample,
      seed: job.seed,
      strategy: strategy.strategy,
      settings: strategy.settings,
      itemHash: item.hash,
      strategyHash: strategy.hash,
      modelHash: configuration.modelHash,
      gold: '4',
      answer: '4',
      verdict: 'correct',
      tokens: 10,
      thinkingTokens: 8,
      probeTokens: 0,
      reflections: 1,
      interventions: 0,
      looping: false,
      end: 'end',
      text: `4 – ${job.position}\n`,
      milliseconds: 12,
    };
    if (sampleKey(sample) !== job.key) throw new Error('The sample has another key than its job.');
    return sample;
  });
}
