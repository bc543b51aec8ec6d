import type { Outcome, RunEvent, RunRequest } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import { followRun, MODEL_LOST } from './follow-run.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { applyEvent, failRun, isOver } from './lane-run.ts';
import { laneLetter } from './lane-setup.ts';
import { announceLane, summarise } from './lane-summary.ts';
import type { ModelActions } from './model-actions.ts';
import { createNewsQueue } from './news-queue.ts';
import type { LaneNews } from './run-journal.ts';

/** What a lane of a comparison is run with. */
export interface LaneJob {
  readonly lane: number;
  readonly request: RunRequest;
}

export interface LaneRunner {
  /** Whether something runs that `stop` would end. */
  readonly busy: boolean;
  /** Runs some lanes of a comparison, which takes the screen when the first of them begins. `pressedAt`: the page's clock. */
  runLanes(comparison: Comparison, jobs: readonly LaneJob[], pressedAt: number): Promise<Outcome<Comparison>>;
  stop(): void;
  /** Says on screen why nothing was run. */
  refuse(problem: Problem): Outcome<Comparison>;
}

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
    const ids = new Set(started.reflectionIds);
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
        ? announceLane(laneLetter(news.lane), run, summarise(run, ids, comparison.known))
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

    const queue = createNewsQueue({ lanes: jobs.map(({ lane }) => lane), pass, interval: BATCH_MILLISECONDS });

    async function runLane({ lane, request }: LaneJob): Promise<Problem | null> {
      const before = started.lanes[lane]?.elapsedMilliseconds ?? 0;
      const problem = await followRun(client, request, (event) => queue.add({ lane, event: later(event, before) }));
      if (problem) queue.add({ lane, problem });
      return problem;
    }

    active = jobs.map(({ request }) => request.runId);
    const problems = await Promise.all(jobs.map(runLane));
    active = [];
    await queue.passed();
    const unsaved = await journal.close(comparison);
    if (begun) store.setState({ unsaved });
    const problem = problems.find((candidate) => candidate !== null);
    if (!problem) {
      store.setState({ activity: 'idle' });
      return { ok: true, value: comparison };
    }
    if (MODEL_LOST.has(problem.code)) model.forgetModel();
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
