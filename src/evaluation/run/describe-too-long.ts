import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import type { TaskItem } from './item.ts';
import { describeProblem } from './describe-sample.ts';
import type { Job } from './plan.ts';

/** The sample of a job whose problem does not fit into the model's context: nothing was run, so nothing can be wrong. */
export function describeTooLong(configuration: Configuration, item: TaskItem, job: Job): Sample {
  const strategy = configuration.strategies[job.lane];
  if (!strategy || !configuration.items[job.position])
    throw new Error('The plan names a problem or strategy that does not exist.');
  const sample: Sample = {
    ...describeProblem(configuration, item, job),
    seed: job.seed,
    strategy: strategy.strategy,
    settings: strategy.settings,
    strategyHash: strategy.hash,
    answer: null,
    verdict: 'too long',
    tokens: 0,
    thinkingTokens: 0,
    probeTokens: 0,
    reflections: 0,
    interventions: 0,
    looping: false,
    end: 'too long',
    text: '',
    milliseconds: 0,
  };
  if (sampleKey(sample) !== job.key) throw new Error('The sample has another key than its job.');
  return sample;
}
