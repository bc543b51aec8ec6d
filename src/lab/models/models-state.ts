import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  DeviceChoice,
  DeviceDecision,
  LocalFile,
  ModelList,
  ModelProgress,
  Outcome,
  SelfTest,
} from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { ModelsClient } from '../session/inference-client.ts';

export type SelfTestState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  /** null: there are no stored values of this model. */
  | { readonly kind: 'done'; readonly result: SelfTest | null }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ModelsState {
  /** null until it is known. */
  readonly list: ModelList | null;
  readonly decision: DeviceDecision | null;
  /** Downloads under way by model; null until the first progress. */
  readonly downloads: Readonly<Record<string, ModelProgress | null>>;
  /** What went wrong with a model, by its id; '' for what belongs to none. */
  readonly problems: Readonly<Record<string, Problem>>;
  readonly selfTest: SelfTestState;
}

/** The models of this page and what a visitor can do with them. */
export interface ModelsSession {
  readonly store: StoreApi<ModelsState>;
  /** Reads anew what there is, as for this device. */
  refresh(device?: DeviceChoice): Promise<void>;
  /** Whether a model is on this machine, whole; read anew. */
  isReady(model: string): Promise<boolean>;
  download(model: string): Promise<void>;
  cancel(model: string): void;
  remove(model: string): Promise<void>;
  /** Resolves with the id of the model, or null when the files are none. */
  addFolder(name: string, files: readonly LocalFile[]): Promise<string | null>;
  testLoaded(): Promise<void>;
  /** Another model is loaded, or none: what was tested was the last one. */
  forgetTest(): void;
}

/** Of problems that belong to no model of the list. */
export const GENERAL = '';

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

export function createModelsSession(client: ModelsClient, device: () => DeviceChoice): ModelsSession {
  const store = createStore<ModelsState>()(() => ({
    list: null,
    decision: null,
    downloads: {},
    problems: {},
    selfTest: { kind: 'none' },
  }));

  function tell<T>(model: string, outcome: Outcome<T>): outcome is Extract<Outcome<T>, { ok: true }> {
    const { problems } = store.getState();
    store.setState({ problems: outcome.ok ? without(problems, model) : { ...problems, [model]: outcome.problem } });
    return outcome.ok;
  }

  async function refresh(choice = device()): Promise<void> {
    const [decision, list] = await Promise.all([client.machine(choice), client.models(choice)]);
    if (decision.ok) store.setState({ decision: decision.value });
    if (tell(GENERAL, list)) store.setState({ list: list.value });
  }

  return {
    store,
    refresh,
    async isReady(model) {
      await refresh();
      return store.getState().list?.models.some(({ id, ready }) => id === model && ready) ?? false;
    },
    async download(model) {
      const { downloads, problems } = store.getState();
      if (model in downloads) return;
      store.setState({ downloads: { ...downloads, [model]: null }, problems: without(problems, model) });
      const outcome = await client.download({ model, device: device() }, (progress) => {
        const under = store.getState().downloads;
        // A late report of a download that has ended says nothing any more.
        if (model in under) store.setState({ downloads: { ...under, [model]: progress } });
      });
      store.setState({ downloads: without(store.getState().downloads, model) });
      tell(model, outcome);
      await refresh();
    },
    cancel: (model) => client.cancelDownload(model),
    async remove(model) {
      tell(model, await client.deleteModel(model));
      await refresh();
    },
    async addFolder(name, files) {
      const outcome = await client.addFolder(name, files);
      if (!tell(GENERAL, outcome)) return null;
      await refresh();
      return outcome.value;
    },
    async testLoaded() {
      if (store.getState().selfTest.kind === 'running') return;
      const running: SelfTestState = { kind: 'running' };
      store.setState({ selfTest: running });
      const outcome = await client.selfTest();
      if (store.getState().selfTest !== running) return;
      store.setState({
        selfTest: outcome.ok ? { kind: 'done', result: outcome.value } : { kind: 'failed', problem: outcome.problem },
      });
    },
    forgetTest: () => store.setState({ selfTest: { kind: 'none' } }),
  };
}
