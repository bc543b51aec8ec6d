import type { DeviceChoice, LoadedModel, Outcome } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { InferenceClient } from './inference-client.ts';
import { suggestedOf } from './lab-state.ts';
import type { LabStore } from './lab-store.ts';
import type { SetupActions } from './setup-actions.ts';

export interface ModelActions {
  /** Loads the page's model with the chosen device, or joins its load under way; where it is there, it is kept. */
  ensureModel(): Promise<Outcome<LoadedModel>>;
  /** Changes the device and loads the model again. Ignored while a run or an evaluation is under way. */
  chooseDevice(device: DeviceChoice): void;
  loadModel(model: string, device: DeviceChoice): Promise<Outcome<LoadedModel>>;
  /** Loads another model, for a lane; the page's stays what it is, and `ensureModel` brings it back. */
  borrowModel(model: string): Promise<Outcome<LoadedModel>>;
  /** After a failure that took the model with it. */
  forgetModel(): void;
  /** The model went with its worker while nothing ran; ignored where none was there. */
  loseModel(problem: Problem): void;
}

export function createModelActions(store: LabStore, client: InferenceClient, setup: SetupActions): ModelActions {
  /** The newest load; older ones no longer report. */
  let latest: Promise<Outcome<LoadedModel>> | undefined;
  /** What it loads, or has loaded. */
  let latestModel = '';
  /** Whose suggestions the fields have been given. */
  let adopted = '';

  function loadModel(model: string, device: DeviceChoice): Promise<Outcome<LoadedModel>> {
    store.setState({ device, modelId: model });
    return startLoad(model, device);
  }

  function startLoad(model: string, device: DeviceChoice): Promise<Outcome<LoadedModel>> {
    const before = suggestedOf(store.getState());
    store.setState({ model: { kind: 'loading', progress: null } });
    latestModel = model;
    const load = client.load({ model, device }, (progress) => {
      if (latest === load && store.getState().model.kind === 'loading') {
        store.setState({ model: { kind: 'loading', progress } });
      }
    });
    latest = load;
    return load.then((outcome) => {
      if (latest !== load) return latest ?? outcome;
      if (outcome.ok) {
        const { title, engine } = outcome.value;
        store.setState({
          model: { kind: 'ready', model: outcome.value },
          announcement: `${title} is ready on ${engine.device}.`,
        });
        // Fields follow the page's model, and not one that a lane has for itself.
        if (model === store.getState().modelId && adopted !== model) {
          adopted = model;
          setup.adoptSuggestions(before);
        }
      } else {
        store.setState({ model: { kind: 'failed', problem: outcome.problem } });
      }
      return outcome;
    });
  }

  return {
    loadModel,
    ensureModel() {
      const { model, modelId, device } = store.getState();
      if (latestModel === modelId) {
        if (model.kind === 'ready') return Promise.resolve({ ok: true, value: model.model });
        if (model.kind === 'loading' && latest) return settled(latest, () => latest);
      }
      return loadModel(modelId, device);
    },
    borrowModel(wanted) {
      const { model, device } = store.getState();
      const there = model.kind === 'ready' && latestModel === wanted;
      return there ? Promise.resolve({ ok: true, value: model.model }) : startLoad(wanted, device);
    },
    chooseDevice(device) {
      const { activity, evaluating, modelId, device: current } = store.getState();
      if (activity !== 'idle' || evaluating || device === current) return;
      void loadModel(modelId, device);
    },
    forgetModel() {
      latest = undefined;
      store.setState({ model: { kind: 'unloaded' } });
    },
    loseModel(problem) {
      if (store.getState().model.kind === 'ready') store.setState({ model: { kind: 'failed', problem } });
    },
  };
}

/** Waits until the load that is newest by then has ended: the device may be changed while one waits. */
async function settled<T>(first: Promise<T>, newest: () => Promise<T> | undefined): Promise<T> {
  let waitedFor = first;
  while (true) {
    const outcome = await waitedFor;
    const next = newest();
    if (!next || next === waitedFor) return outcome;
    waitedFor = next;
  }
}
