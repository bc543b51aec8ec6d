import type { Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { waitingRun } from './lane-run.ts';
import type { LaneRunner } from './lane-runner.ts';
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

export const BUSY: Problem = { code: 'internal', message: 'A run is under way.', hint: 'Stop it first.' };
const STOPPED: Problem = { code: 'internal', message: 'Stopped before the run began.', hint: 'Press Run to start it.' };

export function createRunActions(
  store: LabStore,
  { now, newId, knownAnswer }: Surroundings,
  model: ModelActions,
  runner: LaneRunner,
): RunActions {
  /** Counts presses of Run, so that one that was taken back while the model loaded does not start. */
  let press = 0;

  async function run({ keep = true }: RunOptions = {}): Promise<Outcome<Comparison>> {
    if (store.getState().activity !== 'idle') return { ok: false, problem: BUSY };
    const { prompt } = store.getState();
    if (prompt.trim() === '') {
      return runner.refuse({
        code: 'prompt-empty',
        message: 'There is no problem yet.',
        hint: 'Type one, or pick an example.',
      });
    }
    const early = readPlan(store.getState());
    if (!early.ok) return runner.refuse(early.problem);

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
    if (!late.ok) return runner.refuse(late.problem);
    return await runPlan(prompt, late.plan, loaded.value.reflectionIds, pressedAt, keep);
  }

  function runPlan(
    prompt: string,
    { lanes, sampling, laneSampling, maxTokens, limits }: Plan,
    reflectionIds: readonly number[],
    pressedAt: number,
    keep: boolean,
  ): Promise<Outcome<Comparison>> {
    const { given } = store.getState();
    const comparison: Comparison = {
      id: newId(),
      prompt,
      known: given?.prompt === prompt ? given.answer : knownAnswer(prompt),
      seed: sampling.seed,
      reflectionIds,
      recording: null,
      keep,
      lanes: lanes.map((strategies) => waitingRun(newId(), strategies)),
    };
    const jobs = comparison.lanes.map(({ runId, strategies }, lane) => ({
      lane,
      request: { runId, prompt, strategies, sampling: laneSampling[lane] ?? sampling, maxTokens, limits, keep },
    }));
    return runner.runLanes(comparison, jobs, pressedAt);
  }

  return {
    run,
    stop() {
      const { activity } = store.getState();
      if (activity === 'idle') return;
      if (activity === 'waiting' && !runner.busy) {
        // The load goes on, the run that waited for it does not.
        press += 1;
        store.setState({ activity: 'idle' });
        return;
      }
      runner.stop();
    },
  };
}
