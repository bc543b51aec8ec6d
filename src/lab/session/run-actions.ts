import type { DeviceChoice, LoadedModel, Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { TraceHeader } from '../../decoding/trace.ts';
import { continueLanes } from './continue-lanes.ts';
import type { Comparison } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { isCutOff, waitingRun } from './lane-run.ts';
import { laneJob } from './lane-job.ts';
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
  /**
   * Goes on with the lanes of a comparison that broke off, each at its next token, on the model and the device that it
   * began on. It is kept where it was.
   */
  goOn(comparison: Comparison): Promise<Outcome<Comparison>>;
  stop(): void;
}

export const BUSY: Problem = { code: 'internal', message: 'A run is under way.', hint: 'Stop it first.' };
const DEVICES: readonly DeviceChoice[] = ['webgpu', 'wasm'];
const NOTHING_LEFT: Problem = { code: 'internal', message: 'Every lane has ended.', hint: 'Press Run for a new run.' };
const STOPPED: Problem = { code: 'internal', message: 'Stopped before the run began.', hint: 'Press Run to start it.' };

export function createRunActions(
  store: LabStore,
  { now, newId, knownAnswer }: Surroundings,
  model: ModelActions,
  runner: LaneRunner,
): RunActions {
  /** Counts presses of Run, so that one that was taken back while the model loaded does not start. */
  let press = 0;

  /** Waits for the model, unless Run is taken back meanwhile. */
  async function whenLoaded(load: () => Promise<Outcome<LoadedModel>>): Promise<Outcome<LoadedModel>> {
    store.setState({ activity: 'waiting', problem: null, promptFault: null, announcement: '' });
    press += 1;
    const thisPress = press;
    const loaded = await load();
    if (thisPress !== press) return { ok: false, problem: STOPPED };
    // The failed load is shown by itself, with its own way to try again.
    if (!loaded.ok) store.setState({ activity: 'idle' });
    return loaded;
  }

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
    const loaded = await whenLoaded(() => model.ensureModel());
    if (!loaded.ok) return loaded;
    // Read again: the model that has just come may suggest settings, and may lack what a strategy needs.
    const late = readPlan(store.getState());
    if (!late.ok) return runner.refuse(late.problem);
    return await runPlan(prompt, late.plan, loaded.value.reflectionIds, pressedAt, keep);
  }

  /** The model that a run began on, on the same device: loaded, or to be loaded. */
  function modelOf({ model: id, engine }: TraceHeader): Promise<Outcome<LoadedModel>> {
    const { model: state, device } = store.getState();
    const wanted = DEVICES.find((each) => each === engine.device) ?? device;
    const fits = state.kind === 'ready' && state.model.id === id && state.model.engine.device === wanted;
    return fits ? model.ensureModel() : model.loadModel(id, wanted);
  }

  async function goOn(comparison: Comparison): Promise<Outcome<Comparison>> {
    if (store.getState().activity !== 'idle') return { ok: false, problem: BUSY };
    const continued = continueLanes(comparison, newId);
    const cut = comparison.lanes.filter(isCutOff);
    // Lanes with a model of their own load it when their turn comes.
    const { header } = cut.find((lane) => !lane.header?.reflectionIds) ?? cut[0] ?? {};
    if (!header) return runner.refuse(NOTHING_LEFT);
    const pressedAt = now();
    const loaded = await whenLoaded(() => modelOf(header));
    if (!loaded.ok) return loaded;
    return await runner.runLanes(continued.comparison, continued.jobs, pressedAt);
  }

  function runPlan(
    prompt: string,
    { lanes, sampling, laneSampling, laneModels, maxTokens, limits }: Plan,
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
    const jobs = comparison.lanes.map(({ runId, strategies }, lane) =>
      laneJob(
        lane,
        { runId, prompt, strategies, sampling: laneSampling[lane] ?? sampling, maxTokens, limits, keep },
        laneModels[lane] ?? null,
      ),
    );
    return runner.runLanes(comparison, jobs, pressedAt);
  }

  return {
    run,
    goOn,
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
