import type { Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import { followRun, MODEL_LOST } from './follow-run.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { applyEvent, failRun, isOver, waitingRun, type LaneRun } from './lane-run.ts';
import { laneLetter } from './lane-setup.ts';
import { announceLane, summarise } from './lane-summary.ts';
import type { ModelActions } from './model-actions.ts';
import { readPlan, type Plan } from './run-plan.ts';

export interface RunOptions {
  readonly keep?: boolean;
}

export interface RunActions {
  /**
   * Runs all lanes with the fields as they are, loading the model first if need be. With `keep: false` the run is not kept
   * in this browser, as befits one of thousands.
   */
  run(options?: RunOptions): Promise<Outcome<Comparison>>;
  stop(): void;
}

const BUSY: Problem = { code: 'internal', message: 'A run is under way.', hint: 'Stop it first.' };
const STOPPED: Problem = { code: 'internal', message: 'Stopped before the run began.', hint: 'Press Run to start it.' };
/** Tokens of all lanes go to the screen together, this often: drawing takes time from the model, which runs on the same cores. */
const PUBLISH_MILLISECONDS = 32;

export function createRunActions(store: LabStore, surroundings: Surroundings, model: ModelActions): RunActions {
  const { client, now, newId, knownAnswer } = surroundings;

  /** Runs that `stop` would end. */
  let active: readonly string[] = [];
  /** Counts presses of Run, so that one that was taken back while the model loaded does not start. */
  let press = 0;

  function reflectionIds(): readonly number[] {
    const { model: loaded } = store.getState();
    return loaded.kind === 'ready' ? loaded.model.reflectionIds : [];
  }

  function refuse(problem: Problem): Outcome<Comparison> {
    store.setState(
      problem.code === 'prompt-empty' || problem.code === 'prompt-too-long'
        ? { activity: 'idle', promptFault: `${problem.message} ${problem.hint}`, problem: null }
        : { activity: 'idle', problem },
    );
    return { ok: false, problem };
  }

  async function run({ keep = true }: RunOptions = {}): Promise<Outcome<Comparison>> {
    if (store.getState().activity !== 'idle') return { ok: false, problem: BUSY };
    const { prompt } = store.getState();
    if (prompt.trim() === '') {
      return refuse({
        code: 'prompt-empty',
        message: 'There is no problem yet.',
        hint: 'Type one, or pick an example.',
      });
    }
    const early = readPlan(store.getState());
    if (!early.ok) return refuse(early.problem);

    const pressedAt = now();
    store.setState({ activity: 'waiting', problem: null, promptFault: null, announcement: '' });
    press += 1;
    const thisPress = press;
    const loaded = await model.ensureModel();
    if (thisPress !== press) return { ok: false, problem: STOPPED };
    if (!loaded.ok) {
      // The failed load is shown by itself, with its own way to try again.
      store.setState({ activity: 'idle' });
      return loaded;
    }
    // Read again: the model that has just come may suggest settings, and may lack what a strategy needs.
    const late = readPlan(store.getState());
    if (!late.ok) return refuse(late.problem);
    return await runLanes(prompt, late.plan, pressedAt, keep);
  }

  async function runLanes(prompt: string, plan: Plan, pressedAt: number, keep: boolean): Promise<Outcome<Comparison>> {
    const listed = reflectionIds();
    const ids = new Set(listed);
    const { given } = store.getState();
    let comparison: Comparison = {
      id: newId(),
      prompt,
      known: given?.prompt === prompt ? given.answer : knownAnswer(prompt),
      seed: plan.sampling.seed,
      reflectionIds: listed,
      recording: null,
      keep,
      lanes: plan.lanes.map((strategies) => waitingRun(newId(), strategies)),
    };
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
      store.setState({ activity, announcement: `Running ${comparison.lanes.length} lanes.` });
    }

    async function runLane(lane: number, entry: LaneRun): Promise<Problem | null> {
      const request = {
        runId: entry.runId,
        prompt,
        strategies: entry.strategies,
        sampling: plan.sampling,
        maxTokens: plan.maxTokens,
        limits: plan.limits,
      };
      const problem = await followRun(client, request, (event) => {
        if (event.kind === 'start' && !begun) begin();
        change(lane, (current) => applyEvent(current, event, now() - pressedAt));
      });
      if (problem) change(lane, (current) => failRun(current, problem));
      return problem;
    }

    active = comparison.lanes.map(({ runId }) => runId);
    const problems = await Promise.all(comparison.lanes.map((entry, lane) => runLane(lane, entry)));
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
    run,
    stop() {
      const { activity } = store.getState();
      if (activity === 'idle') return;
      if (activity === 'waiting' && active.length === 0) {
        // The load goes on, the run that waited for it does not.
        press += 1;
        store.setState({ activity: 'idle' });
        return;
      }
      store.setState({ activity: 'stopping' });
      for (const runId of active) client.stop(runId);
    },
  };
}
