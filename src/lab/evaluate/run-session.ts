import { createStore, type StoreApi } from 'zustand/vanilla';
import { ProblemError, toProblem, type Problem } from '../../control/errors.ts';
import { rememberRuns } from '../../evaluation/run/make-sample.ts';
import { pendingByProblem, planJobs, type Job } from '../../evaluation/run/plan.ts';
import { sampleKey, type Sample } from '../../evaluation/sample.ts';
import { MODEL_LOST } from '../session/follow-run.ts';
import type { InferenceClient } from '../session/inference-client.ts';
import type { LabSession } from '../session/lab-session.ts';
import type { KeptRuns } from './kept-run.ts';
import { performJob, type JobTools } from './perform-job.ts';
import { readKeptRun, type RunPlan } from './run-plan.ts';

/** A run on this page, under way or not. */
export interface EvaluationRun {
  readonly plan: RunPlan;
  readonly jobs: readonly Job[];
  /** In the order in which they were made. */
  readonly samples: readonly Sample[];
  readonly activity: 'waiting' | 'running' | 'stopping' | 'idle';
  /** Why it ended before its end. */
  readonly problem: Problem | null;
  /** Since it was last started. */
  readonly since: { readonly samples: number; readonly tokens: number; readonly milliseconds: number };
  /** Whether this browser has the samples after a reload. */
  readonly kept: boolean;
}

export interface RunSession {
  readonly store: StoreApi<{ readonly run: EvaluationRun | null }>;
  start(plan: RunPlan): Promise<void>;
  /** Goes on with the samples that are missing. */
  resume(): Promise<void>;
  /** Ends the sample under way, which is made again when the run goes on. */
  stop(): void;
  /** Forgets the run, here and in the browser's storage. */
  discard(): Promise<void>;
  /** Brings back what an earlier visit kept, unless a run is there. */
  restore(): Promise<void>;
}

interface Tools extends Pick<JobTools, 'now'> {
  readonly session: LabSession;
  readonly client: InferenceClient;
  readonly kept: KeptRuns;
  readonly newId: () => string;
  readonly browser: string;
  /** Hash of a model's files in this build. */
  readonly modelHash: (model: string) => string;
}

const NOTHING = { samples: 0, tokens: 0, milliseconds: 0 };

export function isUnderWay(run: EvaluationRun | null): run is EvaluationRun {
  return run !== null && run.activity !== 'idle';
}

export function createRunSession(tools: Tools): RunSession {
  const { session, client, kept, newId, now, browser, modelHash } = tools;
  const store = createStore<{ readonly run: EvaluationRun | null }>()(() => ({ run: null }));
  let active: string | undefined;

  function change(update: Partial<EvaluationRun>): void {
    store.setState(({ run }) => ({ run: run && { ...run, ...update } }));
  }

  const current = (): EvaluationRun => {
    const { run } = store.getState();
    if (!run) throw new Error('There is no run.');
    return run;
  };

  /** Samples of one run have to come from one engine. */
  function planWith(engine: string | null): RunPlan {
    const { plan } = current();
    const { surroundings } = plan.manifest;
    if (engine === null || surroundings?.engine === engine) return plan;
    if (surroundings !== null)
      throw new ProblemError(
        'task-invalid',
        `The samples so far were made with ${surroundings.engine}; this is ${engine}.`,
        'Choose that engine on the Compare page and continue, or start a new run.',
      );
    return { ...plan, manifest: { ...plan.manifest, surroundings: { engine, browser } } };
  }

  async function perform(job: Job, jobTools: JobTools): Promise<'made' | 'stopped'> {
    const outcome = await performJob(jobTools, current().plan, job);
    active = undefined;
    if (outcome.kind === 'stopped') return 'stopped';
    if (outcome.kind === 'failed') {
      if (MODEL_LOST.has(outcome.problem.code)) session.forgetModel();
      throw new ProblemError(outcome.problem.code, outcome.problem.message, outcome.problem.hint);
    }
    const { sample, engine } = outcome;
    const plan = planWith(engine);
    const isKept = await kept.addSample(sampleKey(sample), sample, plan);
    const { samples, since } = current();
    change({
      plan,
      kept: isKept,
      samples: [...samples, sample],
      since: { ...since, samples: since.samples + 1, tokens: since.tokens + sample.tokens },
    });
    return 'made';
  }

  async function performAll(): Promise<void> {
    const { plan, jobs, samples } = current();
    const { model, modelHash: planned } = plan.manifest.configuration;
    if (modelHash(model) !== planned)
      throw new ProblemError(
        'task-invalid',
        'The model of this page has changed since the run began.',
        'Save its samples if you need them, then start a new run.',
      );
    const loaded = await session.ensureModel();
    if (!loaded.ok) throw new ProblemError(loaded.problem.code, loaded.problem.message, loaded.problem.hint);
    if (current().activity === 'stopping') return;
    change({ activity: 'running' });
    const jobTools: JobTools = {
      client,
      now,
      reflectionIds: new Set(loaded.value.reflectionIds),
      remember: rememberRuns(),
      newRunId() {
        active = newId();
        return active;
      },
    };
    const started = now();
    for (const job of pendingByProblem(jobs, new Set(samples.map(sampleKey))).flat()) {
      if (current().activity === 'stopping' || (await perform(job, jobTools)) === 'stopped') return;
      change({ since: { ...current().since, milliseconds: now() - started } });
    }
  }

  /** The run is there and waiting. */
  async function proceed(work: () => Promise<void>): Promise<void> {
    session.store.setState({ evaluating: true });
    try {
      if (!(await kept.exclusively(work)))
        throw new ProblemError(
          'task-invalid',
          'Another tab of this browser is at an evaluation, and one at a time is kept.',
          'Wait for it or stop it, then press Continue.',
        );
    } catch (caught) {
      change({ problem: toProblem(caught, 'internal', 'Press Continue to try again.') });
    } finally {
      active = undefined;
      change({ activity: 'idle' });
      const { samples, jobs } = current();
      session.store.setState({
        evaluating: false,
        announcement: `The evaluation has ended: ${samples.length} of ${jobs.length} samples are done.`,
      });
    }
  }

  return {
    store,
    async resume() {
      const { run } = store.getState();
      if (!run || isUnderWay(run)) return;
      change({ activity: 'waiting', problem: null, since: NOTHING });
      await proceed(performAll);
    },
    async start(plan) {
      if (isUnderWay(store.getState().run)) return;
      const jobs = planJobs(plan.manifest.configuration);
      store.setState({
        run: { plan, jobs, samples: [], activity: 'waiting', problem: null, since: NOTHING, kept: true },
      });
      await proceed(async () => {
        change({ kept: await kept.begin(plan) });
        await performAll();
      });
    },
    stop() {
      if (!isUnderWay(store.getState().run)) return;
      change({ activity: 'stopping' });
      if (active !== undefined) client.stop(active);
    },
    async discard() {
      if (isUnderWay(store.getState().run)) return;
      store.setState({ run: null });
      await kept.forget();
    },
    async restore() {
      const found = await kept.read();
      const read = found && readKeptRun(found);
      if (!read || store.getState().run) return;
      const { plan, samples } = read;
      const jobs = planJobs(plan.manifest.configuration);
      store.setState({ run: { plan, jobs, samples, activity: 'idle', problem: null, since: NOTHING, kept: true } });
    },
  };
}
