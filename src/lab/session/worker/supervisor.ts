import { proxy, type Remote } from 'comlink';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  InferenceApi,
  LoadedModel,
  LoadProgress,
  LoadRequest,
  Outcome,
  RunEvent,
  RunRequest,
} from '../../../../workers/protocol.ts';
import { toProblem, type Problem } from '../../../control/errors.ts';
import type { TraceEnd } from '../../../decoding/trace.ts';
import type { InferenceClient } from '../inference-client.ts';
import { createConnection } from './connection.ts';
import { giveUp } from './give-up.ts';
import { SupervisedRun } from './supervised-run.ts';
import { MOST_RETRIES, WORKER_LOST, type WorkerCondition, type WorkerState } from './worker-state.ts';
import type { WorkerLink } from './worker-link.ts';

/** Between two tokens of a large model on wasm, a worker may be silent this long. */
const PATIENCE_SECONDS = 60;
/** Compiling a graph, and prefilling a long prompt, keep a worker from answering for minutes. */
const LONG_PATIENCE_SECONDS = 600;
/** For questions that need no computing. */
const ANSWER_SECONDS = 60;

const LATE_ANSWER: Problem = {
  code: 'worker-lost',
  message: `The worker did not answer within ${ANSWER_SECONDS} s.`,
  hint: 'Wait until it has computed what it is at, or reload the page.',
};

export interface Supervisor extends InferenceClient {
  /** What the worker is at, for the page to show. */
  readonly condition: StoreApi<WorkerCondition>;
  /**
   * Any other question to the worker, which is started if need be; answers with the reason when the worker dies first.
   * `seconds`: after which the question is given up.
   */
  ask<T>(call: (api: Remote<InferenceApi>) => Promise<Outcome<T>>, seconds?: number): Promise<Outcome<T>>;
}

/**
 * Keeps a worker alive, or replaces it: one that dies, hangs or loses its device is ended, a fresh one loads the model
 * again, and every run goes on at the same token with the same random numbers (src/decoding/run.ts). At most two retries
 * for what a visitor starts; then everything under way ends with advice. `prepare` gives a worker that replaces another
 * what that one had been given.
 */
export function createSupervisor(
  startWorker: () => WorkerLink,
  prepare: (api: Remote<InferenceApi>) => Promise<unknown> = () => Promise.resolve(),
): Supervisor {
  const condition = createStore<WorkerCondition>()(() => ({ state: { kind: 'idle' }, silentSeconds: 0 }));
  const runs = new Set<SupervisedRun>();
  /** The model to load again, and the request that gives it on the same device. */
  let loaded: { readonly request: LoadRequest; readonly model: LoadedModel } | undefined;
  /** One load after another: two at once would leave it open whose model stays. */
  let lastLoad: Promise<unknown> = Promise.resolve();
  let loads = 0;
  let retries = 0;

  const connection = createConnection({
    startWorker,
    prepare,
    patienceSeconds: () =>
      loads > 0 || [...runs].some((run) => run.preparing) ? LONG_PATIENCE_SECONDS : PATIENCE_SECONDS,
    onSilence: (silentSeconds) => condition.setState({ silentSeconds }),
    onLost(reason) {
      for (const each of runs) each.detach();
      // A load under way tries again by itself; the runs go on when it is for them.
      if (loads > 0 && loaded) return;
      if (loaded) void recover(reason);
      else if (loads > 0) settleRuns(reason);
      else fail(reason);
    },
  });

  const show = (state: WorkerState): void => condition.setState({ state });

  function showWork(): void {
    if (runs.size > 0) show({ kind: 'running' });
    else show({ kind: loaded ? 'ready' : 'idle' });
  }

  function settleRuns(problem: Problem): void {
    for (const each of runs) each.settle({ ok: false, problem });
  }

  function fail(problem: Problem): void {
    loaded = undefined;
    show({ kind: 'failed', problem });
    settleRuns(problem);
  }

  async function recover(reason: Problem): Promise<void> {
    if (!loaded) return;
    const { model, request } = loaded;
    const longest = [...runs].toSorted((a, b) => b.length - a.length)[0];
    const outcome = await load(request, reason, () => undefined);
    if (outcome.ok) {
      for (const each of runs) start(each);
      return showWork();
    }
    const { problem } = outcome;
    const { length = 0, tokens = 0 } = longest ?? {};
    fail(WORKER_LOST.has(problem.code) ? giveUp({ reason: problem, model, length, tokens }) : problem);
  }

  function load(
    request: LoadRequest,
    lostBy: Problem | null,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Outcome<LoadedModel>> {
    loads += 1;
    const next = lastLoad.then(() => loadOnce(request, lostBy, onProgress)).finally(() => (loads -= 1));
    lastLoad = next;
    return next;
  }

  /** Loads on a worker, and on a fresh one when that dies meanwhile. */
  async function loadOnce(
    request: LoadRequest,
    lostBy: Problem | null,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Outcome<LoadedModel>> {
    const follow = proxy((progress: LoadProgress) => {
      connection.sign();
      onProgress(progress);
    });
    let reason = lostBy;
    while (true) {
      if (!reason) show({ kind: 'loading' });
      else if (retries >= MOST_RETRIES) return { ok: false, problem: reason };
      else {
        retries += 1;
        show({ kind: 'lost', reason, attempt: retries });
      }
      const link = connection.connect();
      const outcome = await connection.askOn(link, (api) => api.load(request, follow));
      if (connection.isCurrent(link)) return outcome;
      reason = await link.lost;
    }
  }

  function start(run: SupervisedRun): void {
    const link = connection.connect();
    const failed = (problem: Problem): void => {
      if (!connection.isCurrent(link)) return; // the loss is handled for all runs together
      // A broken engine goes with its worker; anything else is the run's own.
      if (loaded && WORKER_LOST.has(problem.code)) link.end(problem);
      else run.settle({ ok: false, problem });
    };
    run.attach(link.api).then(
      (problem) => problem && failed(problem),
      (caught: unknown) => failed(toProblem(caught, 'internal', 'Try again, or reload the page.')),
    );
  }

  async function ask<T>(
    call: (api: Remote<InferenceApi>) => Promise<Outcome<T>>,
    seconds = Infinity,
  ): Promise<Outcome<T>> {
    const answer = connection.askOn(connection.connect(), call);
    if (seconds === Infinity) return answer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Outcome<T>>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false, problem: LATE_ANSWER }), seconds * 1000);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  return {
    condition,
    ask,
    async load(request, onProgress) {
      retries = 0;
      loaded = undefined;
      const outcome = await load(request, null, onProgress);
      if (outcome.ok) {
        // By name: what "auto" took may be gone later, and a run must go on with the engine it began on.
        loaded = { request: { ...request, device: outcome.value.engine.device }, model: outcome.value };
        showWork();
      } else show({ kind: 'failed', problem: outcome.problem });
      return outcome;
    },
    async run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<Outcome<TraceEnd>> {
      const run = new SupervisedRun(request, (event) => {
        connection.sign();
        onEvent(event);
      });
      // Runs that come while a lost model is loaded again start with it.
      const waits = loads > 0 && loaded !== undefined;
      if (!waits && runs.size === 0) retries = 0;
      runs.add(run);
      if (!waits) {
        start(run);
        showWork();
      }
      const outcome = await run.done;
      runs.delete(run);
      if (condition.getState().state.kind === 'running') showWork();
      return outcome;
    },
    async warning(strategy) {
      const answer = await ask<string | null>(
        async (api) => ({ ok: true, value: await api.warning(strategy) }),
        ANSWER_SECONDS,
      );
      return answer.ok ? answer.value : null;
    },
    stop(runId) {
      for (const each of runs) if (each.request.runId === runId) each.stop();
    },
  };
}
