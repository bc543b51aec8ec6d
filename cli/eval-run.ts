import { ProblemError } from '../src/control/errors.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { Surroundings } from '../src/evaluation/run/manifest.ts';
import { pendingByProblem, type Job } from '../src/evaluation/run/plan.ts';
import { sampleKey, type Sample } from '../src/evaluation/sample.ts';
import type { LaneRequest, LaneResult } from '../src/lab/automation.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { startProgress } from './eval-progress.ts';
import { describeSample } from './eval-sample.ts';
import { shareOut } from './eval-workers.ts';
import type { Laboratory } from './laboratory.ts';

interface Evaluation {
  readonly configuration: Configuration;
  /** As the configuration names them. */
  readonly lanes: readonly LaneRequest[];
  readonly items: readonly TaskItem[];
  readonly jobs: readonly Job[];
  /** Samples that are there already. */
  readonly done: readonly Sample[];
  readonly device: DeviceChoice;
  readonly workers: number;
  /** Called with every sample as soon as it is there. */
  readonly keep: (sample: Sample, surroundings: Surroundings) => void;
}

async function runJob(
  laboratory: Laboratory,
  { configuration, lanes, items }: Evaluation,
  job: Job,
): Promise<LaneResult> {
  const item = items[job.position];
  const request = lanes[job.lane];
  if (!item || !request) throw new Error('The plan names a problem or strategy that does not exist.');
  try {
    const [lane] = await laboratory.compare({
      prompt: item.problem,
      // Alone on the page, so that its time is its own.
      lanes: [request],
      sampling: { ...configuration.sampling, seed: job.seed },
      maxTokens: configuration.maxTokens,
    });
    if (!lane) throw new Error('The page gave no lane.');
    return lane;
  } catch (caught) {
    if (!(caught instanceof ProblemError)) throw caught;
    const { code, message, hint } = caught.problem;
    throw new ProblemError(code, `Problem "${item.id}": ${message}`, hint, { cause: caught });
  }
}

/** Makes the samples that are missing. No browser is started when there are none. */
export async function runEvaluation(evaluation: Evaluation): Promise<void> {
  const { configuration, items, jobs, done, device, workers, keep } = evaluation;
  const groups = pendingByProblem(jobs, new Set(done.map(sampleKey)));
  if (groups.length === 0) return;
  const { openLaboratories } = await import('./laboratory.ts'); // late, as in compare.ts
  const laboratories = await openLaboratories(Math.min(workers, groups.length), device, configuration.model);
  // Waits for the model, whose loading would otherwise count as time of the first samples.
  const warmUp = { prompt: '1', lanes: [{ strategy: 'plain' }], maxTokens: 1 };
  await Promise.all(laboratories.map((laboratory) => laboratory.compare(warmUp)));
  const names = configuration.strategies.map(({ strategy }, lane) => `${laneLetter(lane)} ${strategy}`);
  const progress = startProgress(jobs.length, names);
  for (const sample of done) {
    progress.addEarlier(
      configuration.strategies.findIndex(({ hash }) => hash === sample.strategyHash),
      sample,
    );
  }
  await shareOut(laboratories, groups, async (laboratory, job) => {
    const lane = await runJob(laboratory, evaluation, job);
    const item = items[job.position];
    if (!item) return;
    const sample = describeSample(configuration, item, job, lane);
    keep(sample, { engine: lane.trace.header.engine.description, browser: laboratory.browser });
    progress.add(job.lane, sample);
  });
  progress.end();
}
