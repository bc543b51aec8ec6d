import { ProblemError } from '../../control/errors.ts';
import { laneFigures } from '../../decoding/figures.ts';
import type { Trace } from '../../decoding/trace.ts';
import { gradeResponse } from '../grader/grade-response.ts';
import { sampleKey, type Sample } from '../sample.ts';
import type { Configuration } from './configuration.ts';
import { hashStrategy, type Hash } from './hashes.ts';
import type { TaskItem } from './item.ts';
import { endsInLoop } from './looping.ts';
import type { Job } from './plan.ts';
import { nameStack } from './stack-name.ts';

/** Ends that cut a text off. */
const TRUNCATED: ReadonlySet<string> = new Set(['length', 'context']);

/** What a page gave for a job. */
export interface JobResult {
  readonly trace: Trace;
  /** Reflection tokens among the thinking tokens. */
  readonly reflections: number;
  readonly milliseconds: number;
}

/** The sample that a run makes of a planned job. What ran is read off the trace and has to be what was planned. */
export function describeSample(
  configuration: Configuration,
  item: TaskItem,
  job: Job,
  { trace, reflections, milliseconds }: JobResult,
  hash: Hash,
): Sample {
  const { header, records, end } = trace;
  if (header.strategies.length === 0) throw new Error('The trace names no strategy.');
  const { id: strategy, settings } = nameStack(header.strategies);
  const { seed, ...sampling } = header.sampling;
  const { tokens, thinkingTokens, interventions } = laneFigures(records, new Set());
  const text = records.map((record) => record.text).join('');
  const { answer, verdict } = gradeResponse({ gold: item.answer, numbers: item.numbers, target: item.target }, text);
  const sample: Sample = {
    task: configuration.task,
    id: item.id,
    sample: job.sample,
    seed,
    strategy,
    settings,
    itemHash: configuration.items[job.position]?.hash ?? '',
    strategyHash: hashStrategy({ strategy, settings, sampling, maxTokens: header.maxTokens }, hash),
    modelHash: configuration.modelHash,
    gold: item.answer,
    answer,
    verdict,
    tokens,
    thinkingTokens,
    probeTokens: records.flatMap(({ probes }) => probes).reduce((sum, { cost }) => sum + cost, 0),
    reflections,
    interventions,
    looping: TRUNCATED.has(end?.reason ?? '') && endsInLoop(records.map(({ id }) => id)),
    end: end?.reason ?? null,
    text,
    milliseconds: Math.round(milliseconds),
  };
  if (sampleKey(sample) !== job.key || header.model !== configuration.model) {
    throw new ProblemError(
      'internal',
      `The page ran something else than was planned for the problem "${item.id}".`,
      'This is a mistake of the program; the samples so far are intact.',
    );
  }
  return sample;
}
