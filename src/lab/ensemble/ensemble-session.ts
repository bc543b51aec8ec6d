import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FinishedRun, RunRequest, Verdict } from '../../control/ensembles/ensemble.ts';
import { findEnsemble } from '../../control/ensembles/index.ts';
import { ProblemError, toProblem, type Problem } from '../../control/errors.ts';
import { deriveSeed } from '../../control/random.ts';
import type { SamplingSettings } from '../../control/sampling-settings.ts';
import type { Settings } from '../../control/strategy.ts';
import { sameAnswerTo, type KnownAnswer } from '../../evaluation/answer.ts';
import { memberStrategies } from '../../evaluation/run/ensemble-of.ts';
import { readRun } from '../../evaluation/run/read-run.ts';
import { finishedRun } from '../../evaluation/run/run-ensemble.ts';
import { followRun, MODEL_LOST } from '../session/follow-run.ts';
import type { InferenceClient } from '../session/inference-client.ts';
import type { LabSession } from '../session/lab-session.ts';
import { applyEvent, failRun, traceOf, waitingRun, type LaneRun, type RanStrategy } from '../session/lane-run.ts';

/** What Run fixes. */
export interface EnsemblePlan {
  /** Of the ensemble. */
  readonly id: string;
  readonly settings: Settings;
  /** What every run stacks; none is plain decoding. */
  readonly strategies: readonly RanStrategy[];
  readonly prompt: string;
  readonly known: KnownAnswer;
  /** The seed of run r is hash(seed, problem, r), as in an evaluation whose problem has the prompt as its id. */
  readonly sampling: SamplingSettings;
  readonly maxTokens: number;
}

export interface EnsembleLane {
  readonly run: number;
  readonly seed: number;
  readonly lane: LaneRun;
}

export interface EnsembleRun {
  readonly plan: EnsemblePlan;
  readonly lanes: readonly EnsembleLane[];
  readonly activity: 'waiting' | 'running' | 'stopping' | 'idle';
  /** Once all runs are over. */
  readonly verdict: Verdict | null;
  /** Why there is no verdict. */
  readonly problem: Problem | null;
}

export interface EnsembleSession {
  readonly store: StoreApi<{ readonly ensemble: EnsembleRun | null }>;
  /** `read` is asked again once the model is loaded, since it may suggest other settings; it throws what it finds wrong. */
  start(read: () => EnsemblePlan): Promise<void>;
  stop(): void;
}

/** Lanes at work at once: they share one worker, and each holds a cache of its own. */
const AT_ONCE = 4;

class Stopped extends Error {}

interface Tools {
  readonly session: LabSession;
  readonly client: InferenceClient;
  readonly now: () => number;
  readonly newId: () => string;
}

export function createEnsembleSession({ session, client, now, newId }: Tools): EnsembleSession {
  const store = createStore<{ readonly ensemble: EnsembleRun | null }>()(() => ({ ensemble: null }));
  let active: readonly string[] = [];

  function change(update: Partial<EnsembleRun>): void {
    store.setState(({ ensemble }) => ({ ensemble: ensemble && { ...ensemble, ...update } }));
  }

  const current = (): EnsembleRun => {
    const { ensemble } = store.getState();
    if (!ensemble) throw new Error('There is no ensemble.');
    return ensemble;
  };

  function changeLane(run: number, update: (lane: LaneRun) => LaneRun): void {
    change({
      lanes: current().lanes.map((entry) => (entry.run === run ? { ...entry, lane: update(entry.lane) } : entry)),
    });
  }

  const laneOf = (run: number): EnsembleLane => {
    const found = current().lanes.find((entry) => entry.run === run);
    if (!found) throw new Error('That run was not asked for.');
    return found;
  };

  async function perform({ run }: RunRequest): Promise<void> {
    if (current().activity === 'stopping') throw new Stopped();
    const { plan } = current();
    const { seed, lane } = laneOf(run);
    const started = now();
    active = [...active, lane.runId];
    const request = {
      runId: lane.runId,
      prompt: plan.prompt,
      strategies: lane.strategies,
      sampling: { ...plan.sampling, seed },
      maxTokens: plan.maxTokens,
    };
    const problem = await followRun(client, request, (event) =>
      changeLane(run, (entry) => applyEvent(entry, event, now() - started)),
    );
    active = active.filter((runId) => runId !== lane.runId);
    if (problem) {
      changeLane(run, (entry) => failRun(entry, problem));
      if (MODEL_LOST.has(problem.code)) session.forgetModel();
      throw new ProblemError(problem.code, problem.message, problem.hint);
    }
    if (laneOf(run).lane.end?.reason === 'stopped') throw new Stopped();
  }

  /** A few at a time, each taking the next; the first failure is thrown once the others have ended. */
  async function performAll(requests: readonly RunRequest[]): Promise<void> {
    const next = requests.values();
    const work = async (): Promise<void> => {
      for (const request of next) await perform(request);
    };
    const settled = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  }

  function finished(): readonly FinishedRun[] {
    return current().lanes.map(({ run, seed, lane }) => {
      const trace = traceOf(lane);
      if (!trace) throw new Error('A lane ended without ever starting.');
      return finishedRun({ run, seed, facts: readRun({ trace, reflections: 0, milliseconds: 0 }) });
    });
  }

  async function runAll(read: () => EnsemblePlan): Promise<void> {
    const loaded = await session.ensureModel();
    if (!loaded.ok) throw new ProblemError(loaded.problem.code, loaded.problem.message, loaded.problem.hint);
    if (current().activity === 'stopping') throw new Stopped();
    const plan = read();
    change({ plan, activity: 'running' });
    const ensemble = findEnsemble(plan.id)?.create(plan.settings, sameAnswerTo(plan.known));
    if (!ensemble) throw new Error(`There is no ensemble ${plan.id}.`);
    for (let asked = ensemble.next([]); asked.length > 0; asked = ensemble.next(finished())) {
      const lanes = asked.map(({ run, also }): EnsembleLane => {
        const strategies = memberStrategies(plan, also);
        return { run, seed: deriveSeed(plan.sampling.seed, plan.prompt, run), lane: waitingRun(newId(), strategies) };
      });
      change({ lanes: [...current().lanes, ...lanes] });
      await performAll(asked);
    }
    change({ verdict: ensemble.decide(finished()) });
  }

  return {
    store,
    async start(read) {
      if (store.getState().ensemble && current().activity !== 'idle') return;
      store.setState({ ensemble: { plan: read(), lanes: [], activity: 'waiting', verdict: null, problem: null } });
      // The model stays as long as it is used, as in an evaluation.
      session.store.setState({ evaluating: true });
      try {
        await runAll(read);
      } catch (caught) {
        if (!(caught instanceof Stopped)) change({ problem: toProblem(caught, 'internal', 'Run it again.') });
      } finally {
        active = [];
        change({ activity: 'idle' });
        const { verdict, lanes } = current();
        const outcome = verdict ? `the verdict is ${verdict.answer ?? 'no answer'}` : 'there is no verdict';
        session.store.setState({
          evaluating: false,
          announcement: `The ensemble of ${lanes.length} runs has ended: ${outcome}.`,
        });
      }
    },
    stop() {
      if (!store.getState().ensemble || current().activity === 'idle') return;
      change({ activity: 'stopping' });
      for (const runId of active) client.stop(runId);
    },
  };
}
