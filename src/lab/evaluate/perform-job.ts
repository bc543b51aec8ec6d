import type { Problem } from '../../control/errors.ts';
import { describeSample } from '../../evaluation/run/describe-sample.ts';
import { describeTooLong } from '../../evaluation/run/describe-too-long.ts';
import type { Job } from '../../evaluation/run/plan.ts';
import { fillPrompt } from '../../evaluation/run/prompt.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import { unstack } from '../../evaluation/run/stack-name.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { laneFigures } from '../../decoding/figures.ts';
import { followRun } from '../session/follow-run.ts';
import type { InferenceClient } from '../session/inference-client.ts';
import { applyEvent, traceOf, waitingRun } from '../session/lane-run.ts';
import type { RunPlan } from './run-plan.ts';

export interface JobTools {
  readonly client: InferenceClient;
  readonly reflectionIds: ReadonlySet<number>;
  /** Milliseconds. */
  readonly now: () => number;
}

export type JobOutcome =
  /** Without an engine when none was asked: the problem is longer than the context. */
  | { readonly kind: 'sample'; readonly sample: Sample; readonly engine: string | null }
  /** Stopped before its end, so that there is no sample. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Makes one planned sample, through the worker that the Compare page uses. */
export async function performJob(tools: JobTools, plan: RunPlan, job: Job, runId: string): Promise<JobOutcome> {
  const { configuration } = plan.manifest;
  const item = plan.items[job.position];
  const strategy = configuration.strategies[job.lane];
  if (!item || !strategy) throw new Error('The plan names a problem or strategy that does not exist.');
  const strategies = unstack(strategy.strategy, strategy.settings);
  let run = waitingRun(runId, strategies);
  const started = tools.now();
  const problem = await followRun(
    tools.client,
    {
      runId,
      prompt: fillPrompt(configuration.prompt, item.problem),
      strategies,
      sampling: { ...configuration.sampling, seed: job.seed },
      maxTokens: configuration.maxTokens,
    },
    (event) => {
      run = applyEvent(run, event, tools.now() - started);
    },
  );
  if (problem?.code === 'prompt-too-long') {
    return { kind: 'sample', sample: describeTooLong(configuration, item, job), engine: null };
  }
  if (problem) {
    return { kind: 'failed', problem: { ...problem, message: `Problem "${item.id}": ${problem.message}` } };
  }
  const trace = traceOf(run);
  if (!trace || trace.end?.reason === 'stopped') return { kind: 'stopped' };
  const { reflections } = laneFigures(trace.records, tools.reflectionIds);
  const result = { trace, reflections, milliseconds: tools.now() - started };
  return {
    kind: 'sample',
    sample: describeSample(configuration, item, job, result, sha256),
    engine: trace.header.engine.description,
  };
}
