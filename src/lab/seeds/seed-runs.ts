import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../control/errors.ts';
import { laneFigures } from '../../decoding/figures.ts';
import { followRun } from '../session/follow-run.ts';
import type { InferenceClient } from '../session/inference-client.ts';
import type { LabSession } from '../session/lab-session.ts';
import { applyEvent, waitingRun, type LaneRun, type RanStrategy } from '../session/lane-run.ts';
import { summarise } from '../session/lane-summary.ts';
import { reflectionIdsOf } from '../session/reflection-ids.ts';
import { readPlan, type Plan } from '../session/run-plan.ts';
import type { KnownAnswer } from '../../evaluation/answer.ts';
import type { SeedResult } from './seed-result.ts';

/** The same lanes under many seeds: what they were run with, and what came of it. */
export interface SeedRun {
  readonly prompt: string;
  readonly lanes: readonly (readonly RanStrategy[])[];
  readonly seeds: readonly number[];
  /** Whole seeds only: every lane has one result for each. */
  readonly results: readonly SeedResult[];
  readonly activity: 'waiting' | 'running' | 'stopping' | 'idle';
  readonly problem: Problem | null;
}

export interface SeedRuns {
  readonly store: StoreApi<{ readonly run: SeedRun | null }>;
  /** Runs the lanes as they are set, once for each of `count` seeds from the one that is set. */
  start(count: number): Promise<void>;
  /** Ends after the lanes under way; what is whole stays. */
  stop(): void;
}

interface Tools {
  readonly session: LabSession;
  readonly client: InferenceClient;
  readonly knownAnswer: (prompt: string) => KnownAnswer;
  readonly newId: () => string;
}

/** Seeds have 31 bits. */
const SEEDS = 2 ** 31;

export function createSeedRuns({ session, client, knownAnswer, newId }: Tools): SeedRuns {
  const store = createStore<{ readonly run: SeedRun | null }>()(() => ({ run: null }));
  const { store: lab } = session;
  let active: readonly string[] = [];

  function change(update: Partial<SeedRun>): void {
    store.setState(({ run }) => ({ run: run && { ...run, ...update } }));
  }

  const isStopping = (): boolean =>
    store.getState().run?.activity === 'stopping' || lab.getState().activity === 'stopping';

  /** One lane to its end; null when it was stopped, a problem when it failed. */
  async function runLane(
    plan: Plan,
    prompt: string,
    lane: number,
    seed: number,
    runId: string,
  ): Promise<LaneRun | Problem | null> {
    let run = waitingRun(runId, plan.lanes[lane] ?? []);
    const sampling = { ...plan.sampling, seed };
    const request = {
      runId,
      prompt,
      strategies: run.strategies,
      sampling,
      maxTokens: plan.maxTokens,
      limits: plan.limits,
    };
    const problem = await followRun(client, request, (event) => {
      run = applyEvent(run, event, 0);
    });
    if (problem) return problem;
    return run.end?.reason === 'stopped' ? null : run;
  }

  async function runSeed(plan: Plan, prompt: string, seed: number): Promise<readonly SeedResult[] | Problem | null> {
    const { given } = lab.getState();
    const ids = reflectionIdsOf({ ...lab.getState(), comparison: null });
    const known = given?.prompt === prompt ? given.answer : knownAnswer(prompt);
    active = plan.lanes.map(() => newId());
    const ended = await Promise.all(active.map((runId, lane) => runLane(plan, prompt, lane, seed, runId)));
    active = [];
    const results: SeedResult[] = [];
    for (const [lane, run] of ended.entries()) {
      if (run === null || 'code' in run) return run;
      const { answer, probeTokens } = summarise(run, ids, known);
      const { tokens, reflections } = laneFigures(run.records, ids);
      const { text = null, verdict = 'no answer' } = answer ?? {};
      results.push({ seed, lane, tokens, probeTokens, reflections, answer: text, verdict });
    }
    return results;
  }

  async function runAll(plan: Plan, prompt: string, seeds: readonly number[]): Promise<Problem | null> {
    for (const seed of seeds) {
      if (isStopping()) return null;
      const results = await runSeed(plan, prompt, seed);
      if (results === null) return null;
      if ('code' in results) return results;
      change({ results: [...(store.getState().run?.results ?? []), ...results] });
    }
    return null;
  }

  // The Stop of the page stops these too.
  lab.subscribe(({ activity }) => {
    if (activity === 'stopping') for (const runId of active) client.stop(runId);
  });

  return {
    store,
    async start(count) {
      const { activity, prompt } = lab.getState();
      const read = readPlan(lab.getState());
      if (activity !== 'idle' || !read.ok || prompt.trim() === '') return;
      const seeds = Array.from({ length: count }, (_, index) => (read.plan.sampling.seed + index) % SEEDS);
      const { lanes } = read.plan;
      store.setState({ run: { prompt, lanes, seeds, results: [], activity: 'waiting', problem: null } });
      lab.setState({ activity: 'running', announcement: `Running ${count} seeds.` });
      const loaded = await session.ensureModel();
      if (loaded.ok && !isStopping()) change({ activity: 'running' });
      const problem = loaded.ok ? await runAll(read.plan, prompt, seeds) : loaded.problem;
      change({ activity: 'idle', problem });
      const done = (store.getState().run?.results.length ?? 0) / Math.max(1, lanes.length);
      lab.setState({ activity: 'idle', announcement: `${done} of ${count} seeds done.` });
    },
    stop() {
      change({ activity: 'stopping' });
      for (const runId of active) client.stop(runId);
    },
  };
}
