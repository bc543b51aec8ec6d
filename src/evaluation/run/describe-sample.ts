import { ProblemError } from '../../control/errors.ts';
import { gradeResponse } from '../grader/grade-response.ts';
import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import { hashStrategy, type Hash } from './hashes.ts';
import type { TaskItem } from './item.ts';
import type { Job } from './plan.ts';
import type { RunFacts } from './read-run.ts';
import { nameStack } from './stack-name.ts';

/** What every sample of a job says of its problem. */
export function describeProblem(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
): Pick<Sample, 'task' | 'id' | 'sample' | 'itemHash' | 'modelHash' | 'gold' | 'numbers' | 'target'> {
  return {
    task: configuration.task,
    id: item.id,
    sample: job.sample,
    itemHash: configuration.items[job.position]?.hash ?? '',
    modelHash: configuration.modelHash,
    gold: item.answer,
    // Both or neither: one alone makes no problem of Countdown.
    ...(item.numbers && item.target !== undefined && { numbers: item.numbers, target: item.target }),
  };
}

/** A mistake of the program, which must not get into a file as a result. */
export function otherThanPlanned(id: string): ProblemError {
  return new ProblemError(
    'internal',
    `The page ran something else than was planned for the problem "${id}".`,
    'This is a mistake of the program; the samples so far are intact.',
  );
}

/** The sample that a run makes of a planned job. What ran is read off the trace and has to be what was planned. */
export function describeSample(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
  run: RunFacts,
  hash: Hash,
): Sample {
  if (run.strategies.length === 0) throw new Error('The trace names no strategy.');
  const { id: strategy, settings } = nameStack(run.strategies);
  const { seed, ...sampling } = run.sampling;
  const { answer, verdict } = gradeResponse(
    { gold: item.answer, numbers: item.numbers, target: item.target },
    run.text,
  );
  const sample: Sample = {
    ...describeProblem(configuration, item, job),
    seed,
    strategy,
    settings,
    strategyHash: hashStrategy({ strategy, settings, sampling, maxTokens: run.maxTokens }, hash),
    answer,
    verdict,
    tokens: run.tokens,
    thinkingTokens: run.thinkingTokens,
    probeTokens: run.probeTokens,
    reflections: run.reflections,
    interventions: run.interventions,
    looping: run.looping,
    end: run.end,
    text: run.text,
    milliseconds: Math.round(run.milliseconds),
  };
  if (sampleKey(sample) !== job.key || run.model !== configuration.model) throw otherThanPlanned(item.id);
  return sample;
}
