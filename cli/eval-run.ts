import { ProblemError } from '../src/control/errors.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { checkArms } from '../src/evaluation/run/check-arms.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import { makeSample, rememberRuns } from '../src/evaluation/run/make-sample.ts';
import type { Surroundings } from '../src/evaluation/run/manifest.ts';
import { pendingByProblem, type Job } from '../src/evaluation/run/plan.ts';
import { fillPrompt } from '../src/evaluation/run/prompt.ts';
import { readRun } from '../src/evaluation/run/read-run.ts';
import type { RunProblem } from '../src/evaluation/run/run-ensemble.ts';
import { sampleKey, type Sample } from '../src/evaluation/sample.ts';
import { laneLetter } from '../src/lab/session/lane-setup.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { sha256 } from './eval-hash.ts';
import { startProgress } from './eval-progress.ts';
import { shareOut } from './eval-workers.ts';
import type { Laboratory } from './laboratory.ts';
import { note } from './output.ts';

interface Evaluation {
  readonly configuration: Configuration;
  readonly items: readonly TaskItem[];
  readonly jobs: readonly Job[];
  /** Samples that are there already. */
  readonly done: readonly Sample[];
  readonly device: DeviceChoice;
  readonly workers: number;
  /** Called with every sample as soon as it is there; without surroundings when no engine was asked for it. */
  readonly keep: (sample: Sample, surroundings: Surroundings | null) => void;
}

/** Runs a problem alone on a page, so that its time is its own. */
function runnerOn(laboratory: Laboratory, { configuration }: Evaluation, item: TaskItem): RunProblem {
  return async (strategies, seed) => {
    const [first, ...also] = strategies.map(({ id, settings }) => ({ strategy: id, settings }));
    if (!first) throw new Error('A run without a strategy was planned.');
    try {
      const [lane] = await laboratory.compare({
        prompt: fillPrompt(configuration.prompt, item.problem),
        lanes: [{ ...first, ...(also.length > 0 && { also }) }],
        sampling: { ...configuration.sampling, seed },
        maxTokens: configuration.maxTokens,
      });
      if (!lane) throw new Error('The page gave no lane.');
      const { trace, reflections, timings } = lane;
      return readRun({ trace, reflections, milliseconds: timings.totalMilliseconds });
    } catch (caught) {
      if (!(caught instanceof ProblemError)) throw caught;
      const { code, message, hint } = caught.problem;
      throw new ProblemError(code, `Problem "${item.id}": ${message}`, hint, { cause: caught });
    }
  };
}

/** Makes the samples that are missing. No browser is started when there are none. */
export async function runEvaluation(evaluation: Evaluation): Promise<void> {
  const { configuration, items, jobs, done, device, workers, keep } = evaluation;
  const groups = pendingByProblem(jobs, new Set(done.map(sampleKey)));
  if (groups.length === 0) return;
  const { openLaboratories } = await import('./laboratory.ts'); // late, as in compare.ts
  const { laboratories, close } = await openLaboratories(Math.min(workers, groups.length), device, configuration.model);
  for (const { engine } of await Promise.all(laboratories.map((laboratory) => laboratory.model())))
    checkArms(configuration.strategies, engine.capabilities);
  // The first run is slower than others, which would count as time of the first samples.
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
  const remembering = new Map(laboratories.map((laboratory) => [laboratory, rememberRuns()]));
  await shareOut(laboratories, groups, async (laboratory, job) => {
    const item = items[job.position];
    const remember = remembering.get(laboratory);
    if (!item || !remember) return;
    const runProblem = remember(item.id, runnerOn(laboratory, evaluation, item));
    const { sample, engine } = await makeSample(configuration, item, job, runProblem, sha256);
    if (engine === null && !named.has(item.id)) {
      named.add(item.id);
      note(`Problem "${item.id}" does not fit into the context of ${configuration.model}: counted as too long.`);
    }
    keep(sample, engine === null ? null : { engine, browser: laboratory.browser });
    progress.add(job.lane, sample);
  });
  progress.end();
  await close();
}
