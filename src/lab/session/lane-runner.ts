import type { Outcome, RunRequest } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import { followRun, MODEL_LOST } from './follow-run.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { applyEvent, failRun, isOver, type LaneRun } from './lane-run.ts';
import { laneLetter } from './lane-setup.ts';
import { announceLane, summarise } from './lane-summary.ts';
import type { ModelActions } from './model-actions.ts';

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

/** Tokens of all lanes go to the screen together, this often: drawing takes time from the model, which runs on the same cores. */
const PUBLISH_MILLISECONDS = 32;

export function createLaneRunner(
  store: LabStore,
  { client, now }: Pick<Surroundings, 'client' | 'now'>,
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
    let publishing: ReturnType<typeof setTimeout> | undefined;

    function publish(announcement?: string): void {
      clearTimeout(publishing);
      publishing = undefined;
      if (begun) store.setState(announcement === undefined ? { comparison } : { comparison, announcement });
    }

    function change(lane: number, update: (run: LaneRun) => LaneRun): void {
      const lanes = comparison.lanes.map((entry, index) => (index === lane ? update(entry) : entry));
      comparison = { ...comparison, lanes };
      const entry = lanes[lane];
      if (entry && isOver(entry)) {
        publish(announceLane(laneLetter(lane), entry, summarise(entry, ids, comparison.known)));
      } else if (entry?.records.length === 0) {
        publish();
      } else {
        publishing ??= setTimeout(publish, PUBLISH_MILLISECONDS);
      }
    }

    function begin(): void {
      begun = true;
      const activity = store.getState().activity === 'stopping' ? 'stopping' : 'running';
      store.setState({ activity, announcement: `Running ${jobs.length} ${jobs.length === 1 ? 'lane' : 'lanes'}.` });
    }

    async function runLane({ lane, request }: LaneJob): Promise<Problem | null> {
      const problem = await followRun(client, request, (event) => {
        if (event.kind === 'start' && !begun) begin();
        change(lane, (current) => applyEvent(current, event, now() - pressedAt));
      });
      if (problem) change(lane, (current) => failRun(current, problem));
      return problem;
    }

    active = jobs.map(({ request }) => request.runId);
    const problems = await Promise.all(jobs.map(runLane));
    active = [];
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
