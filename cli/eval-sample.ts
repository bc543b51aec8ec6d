import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { describeSample as describe } from '../src/evaluation/run/describe-sample.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { Job } from '../src/evaluation/run/plan.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import type { LaneResult } from '../src/lab/automation.ts';
import { sha256 } from './eval-hash.ts';

/** The sample that a lane makes of a planned job. */
export function describeSample(configuration: Configuration, item: TaskItem, job: Job, lane: LaneResult): Sample {
  const { trace, reflections, timings } = lane;
  return describe(configuration, item, job, { trace, reflections, milliseconds: timings.totalMilliseconds }, sha256);
}
