import type { Outcome, RunEvent } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import { followRun, MODEL_LOST } from './follow-run.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { byModel, type LaneJob } from './lane-job.ts';
import { applyEvent, failRun, isOver } from './lane-run.ts';
import { laneLetter } from './lane-setup.ts';
import { laneReflectionIds } from './reflection-ids.ts';
import { announceLane, summarise } from './lane-summary.ts';
import type { ModelActions } from './model-actions.ts';
import { createNewsQueue, type NewsQueue } from './news-queue.ts';
import type { LaneNews } from './run-journal.ts';

export interface LaneRunner {
  /** Whether something runs that `stop` would end. */
  readonly busy: boolean;
  /** Runs some lanes of a comparison, which takes the screen when the first of them begins. `pressedAt`: the page's clock. */
  runLanes(comparison: Comparison, jobs: readonly LaneJob[], pressedAt: number): Promise<Outcome<Comparison>>;
  stop(): void;
  /** Says on screen why nothing was run. */
  refuse(problem: Problem): Outcome<Comparison>;
}

const STOPPED: Problem = {
  code: 'internal',
  message: 'Stopped before its turn came.',
  hint: 'Press Run to run all lanes.',
};

/** Tokens of all lanes are stored and drawn together, this often: both take time from the model, which runs on the same cores. */
const BATCH_MILLISECONDS = 32;

/** A lane that goes on has run for some time already; the worker counts anew. */
function later(event: RunEvent, before: number): RunEvent {
  return 'elapsedMilliseconds' in event ? { ...event, elapsedMilliseconds: before + event.elapsedMilliseconds } : event;
}

export function createLaneRunner(
  store: LabStore,
  { client, journal, now }: Pick<Surroundings, 'client' | 'journal' | 'now'>,
  model: ModelActions,
): LaneRunner {
  /** Runs that `stop` would end. */
  let active: readonly string[] = [];

  function refuse(problem: Problem): Outcome<Comparison> {
    store.setState(
      problem.code === 'prompt-empty' || problem.code === 'prompt-too-long'
        ? { activity: 'idle', promptFault: `${problem.message} ${problem.hint}`, problem: null }
        : { activity: 'idle', problem },
    );
    return { ok: false, problem };
  }

  async function runLanes(
    started: Comparison,
    jobs: readonly LaneJob[],
    pressedAt: number,
  ): Promise<Outcome<Comparison>> {
    let comparison = started;
    /** The last run stays on screen until this one really begins. */
    let begun = false;

    function apply(news: LaneNews): string | null {
      const lanes = comparison.lanes.map((run, lane) => {
        if (lane !== news.lane) return run;
        return news.problem ? failRun(run, news.problem) : applyEvent(run, news.event, now() - pressedAt);
      });
      comparison = { ...comparison, lanes };
      const run = lanes[news.lane];
      return run && isOver(run)
        ? announceLane(laneLetter(news.lane), run, summarise(run, laneReflectionIds(comparison, run), comparison.known))
        : null;
    }

    function begin(): void {
      begun = true;
      const activity = store.getState().activity === 'stopping' ? 'stopping' : 'running';
      store.setState({ activity, announcement: `Running ${jobs.length} ${jobs.length === 1 ? 'lane' : 'lanes'}.` });
    }

    /** Nothing is shown before it is stored. */
    async function pass(news: readonly LaneNews[]): Promise<void> {
      const unsaved = await journal.store(comparison, news);
      if (!begun && news.some(({ event }) => event?.kind === 'start')) begin();
      const announcement = news.map(apply).findLast((text) => text !== null);
      if (begun) store.setState({ comparison, unsaved, ...(announcement !== undefined && { announcement }) });
    }

    async function runLane({ lane, request }: LaneJob, queue: NewsQueue): Promise<Problem | null> {
      const before = started.lanes[lane]?.elapsedMilliseconds ?? 0;
      const problem = await followRun(client, request, (event) => queue.add({ lane, event: later(event, before) }));
      if (problem) queue.add({ lane, problem });
      return problem;
    }

    /** The lanes of one model, once it is there. */
    async function runGroup(group: readonly LaneJob[]): Promise<readonly (Problem | null)[]> {
      const queue = createNewsQueue({ lanes: group.map(({ lane }) => lane), pass, interval: BATCH_MILLISECONDS });
      const own = group[0]?.model ?? null;
      const loaded = own === null ? await model.ensureModel() : await model.borrowModel(own);
      const stopped = store.getState().activity === 'stopping';
      const problem = stopped ? STOPPED : loaded.ok ? null : loaded.problem;
      if (problem) for (const { lane } of group) queue.add({ lane, problem });
      const problems = problem
        ? [stopped ? null : problem]
        : await Promise.all(group.map((job) => runLane(job, queue)));
      await queue.passed();
      return problems;
    }

    active = jobs.map(({ request }) => request.runId);
    const problems: (Problem | null)[] = [];
    for (const group of byModel(jobs)) problems.push(...(await runGroup(group)));
    active = [];
    const unsaved = await journal.close(comparison);
    if (begun) store.setState({ unsaved });
    const problem = problems.find((candidate) => candidate !== null);
    if (problem && MODEL_LOST.has(problem.code)) model.forgetModel();
    // The page's own model comes back for what is done next.
    if (jobs.some((job) => job.model !== null)) void model.ensureModel();
    if (!problem) {
      store.setState({ activity: 'idle' });
      return { ok: true, value: comparison };
    }
    return refuse(problem);
  }

  return {
    get busy() {
      return active.length > 0;
    },
    runLanes,
    refuse,
    stop() {
      store.setState({ activity: 'stopping' });
      for (const runId of active) client.stop(runId);
    },
  };
}
