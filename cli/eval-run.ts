import { ProblemError } from '../src/control/errors.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { describeTooLong } from '../src/evaluation/run/describe-too-long.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import type { Surroundings } from '../src/evaluation/run/manifest.ts';
import { pendingByProblem, type Job } from '../src/evaluation/run/plan.ts';
import { fillPrompt } from '../src/evaluation/run/prompt.ts';
import { sampleKey, type Sample } from '../src/evaluation/sample.ts';
import type { LaneRequest, LaneResult } from '../src/lab/automation.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { startProgress } from './eval-progress.ts';
import { describeSample } from './eval-sample.ts';
import { shareOut } from './eval-workers.ts';
import type { Laboratory } from './laboratory.ts';
import { note } from './output.ts';

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
  /** Called with every sample as soon as it is there; without surroundings when no engine was asked for it. */
  readonly keep: (sample: Sample, surroundings: Surroundings | null) => void;
}

/** The lane of a job; undefined when its problem is longer than the model's context. */
async function runJob(
  laboratory: Laboratory,
  { configuration, lanes, items }: Evaluation,
  job: Job,
): Promise<LaneResult | undefined> {
  const item = items[job.position];
  const request = lanes[job.lane];
  if (!item || !request) throw new Error('The plan names a problem or strategy that does not exist.');
  try {
    const [lane] = await laboratory.compare({
      prompt: fillPrompt(configuration.prompt, item.problem),
      // Alone on the page, so that its time is its own.
      lanes: [request],
      sampling: { ...configuration.sampling, seed: job.seed },
      maxTokens: configuration.maxTokens,
    });
    if (!lane) throw new Error('The page gave no lane.');
    return lane;
  } catch (caught) {
    if (!(caught instanceof ProblemError)) throw caught;
    if (caught.problem.code === 'prompt-too-long') return undefined;
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
  const { laboratories, close } = await openLaboratories(Math.min(workers, groups.length), device, configuration.model);
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
  const named = new Set<string>();
  await shareOut(laboratories, groups, async (laboratory, job) => {
    const item = items[job.position];
    if (!item) return;
    const lane = await runJob(laboratory, evaluation, job);
    const sample = lane ? describeSample(configuration, item, job, lane) : describeTooLong(configuration, item, job);
    if (!lane && !named.has(item.id)) {
      named.add(item.id);
      note(`Problem "${item.id}" does not fit into the context of ${configuration.model}: counted as too long.`);
    }
    keep(sample, lane ? { engine: lane.trace.header.engine.description, browser: laboratory.browser } : null);
    progress.add(job.lane, sample);
  });
  progress.end();
  await close();
}
