import { ProblemError } from '../src/control/errors.ts';
import { laneFigures } from '../src/decoding/figures.ts';
import { gradeResponse } from '../src/evaluation/grader/grade-response.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { hashStrategy } from '../src/evaluation/run/hashes.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { Job } from '../src/evaluation/run/plan.ts';
import { sampleKey, type Sample } from '../src/evaluation/sample.ts';
import type { LaneResult } from '../src/lab/automation.ts';
import { sha256 } from './eval-hash.ts';
import { strategyOf, textOf } from './lane-report.ts';

/** The sample that a lane makes of a planned job. What ran is read off the trace and has to be what was planned. */
export function describeSample(configuration: Configuration, item: TaskItem, job: Job, lane: LaneResult): Sample {
  const { header, records, end } = lane.trace;
  const { id: strategy, settings } = strategyOf(lane.trace);
  const { seed, ...sampling } = header.sampling;
  const { tokens, thinkingTokens, interventions } = laneFigures(records, new Set());
  const text = textOf(records);
  const { answer, verdict } = gradeResponse({ gold: item.answer, numbers: item.numbers, target: item.target }, text);
  const sample: Sample = {
    task: configuration.task,
    id: item.id,
    sample: job.sample,
    seed,
    strategy,
    settings,
    itemHash: configuration.items[job.position]?.hash ?? '',
    strategyHash: hashStrategy({ strategy, settings, sampling, maxTokens: header.maxTokens }, sha256),
    modelHash: configuration.modelHash,
    gold: item.answer,
    answer,
    verdict,
    tokens,
    thinkingTokens,
    probeTokens: records.flatMap(({ probes }) => probes).reduce((sum, { cost }) => sum + cost, 0),
    reflections: lane.reflections,
    interventions,
    end: end?.reason ?? null,
    text,
    milliseconds: Math.round(lane.timings.totalMilliseconds),
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
