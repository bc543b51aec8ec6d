import { ProblemError, toProblem, type Problem } from '../../control/errors.ts';
import { laneFigures } from '../../decoding/figures.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { makeSample, type rememberRuns } from '../../evaluation/run/make-sample.ts';
import type { Job } from '../../evaluation/run/plan.ts';
import { fillPrompt } from '../../evaluation/run/prompt.ts';
import { readRun } from '../../evaluation/run/read-run.ts';
import type { RunProblem } from '../../evaluation/run/run-ensemble.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { followRun } from '../session/follow-run.ts';
import type { InferenceClient } from '../session/inference-client.ts';
import { applyEvent, traceOf, waitingRun } from '../session/lane-run.ts';
import type { RunPlan } from './run-plan.ts';

export interface JobTools {
  readonly client: InferenceClient;
  readonly reflectionIds: ReadonlySet<number>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Of the run that begins; whoever stops it needs it. */
  readonly newRunId: () => string;
  /** Runs of a problem are shared between its arms. */
  readonly remember: ReturnType<typeof rememberRuns>;
}

export type JobOutcome =
  /** Without an engine when none was asked: the problem is longer than the context. */
  | { readonly kind: 'sample'; readonly sample: Sample; readonly engine: string | null }
  /** Stopped before its end, so that there is no sample. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem };

class Stopped extends Error {}

function runnerOf(tools: JobTools, { manifest }: RunPlan, item: TaskItem): RunProblem {
  const { prompt, sampling, maxTokens } = manifest.configuration;
  return async (strategies, seed) => {
    const runId = tools.newRunId();
    let run = waitingRun(runId, strategies);
    const started = tools.now();
    const request = {
      runId,
      prompt: fillPrompt(prompt, item.problem),
      strategies,
      sampling: { ...sampling, seed },
      maxTokens,
    };
    const problem = await followRun(tools.client, request, (event) => {
      run = applyEvent(run, event, tools.now() - started);
    });
    if (problem) throw new ProblemError(problem.code, problem.message, problem.hint);
    const trace = traceOf(run);
    if (!trace || trace.end?.reason === 'stopped') throw new Stopped();
    const { reflections } = laneFigures(trace.records, tools.reflectionIds);
    return readRun({ trace, reflections, milliseconds: tools.now() - started });
  };
}

/** Makes one planned sample, through the worker that the Compare page uses. */
export async function performJob(tools: JobTools, plan: RunPlan, job: Job): Promise<JobOutcome> {
  const { configuration } = plan.manifest;
  const item = plan.items[job.position];
  if (!item) throw new Error('The plan names a problem that does not exist.');
  try {
    const runProblem = tools.remember(item.id, runnerOf(tools, plan, item));
    return { kind: 'sample', ...(await makeSample(configuration, item, job, runProblem, sha256)) };
  } catch (caught) {
    if (caught instanceof Stopped) return { kind: 'stopped' };
    const problem = toProblem(caught, 'internal', 'Press Continue to try again.');
    return { kind: 'failed', problem: { ...problem, message: `Problem "${item.id}": ${problem.message}` } };
  }
}
