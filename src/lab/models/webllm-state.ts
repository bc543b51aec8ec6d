import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WebLlmModel } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { ModelsClient, WebLlmClient } from '../session/inference-client.ts';

export interface WebLlmState {
  /** `hidden` until a visitor asks: the library is large and loaded for nothing else. */
  readonly kind: 'hidden' | 'reading' | 'shown';
  readonly models: readonly WebLlmModel[];
  readonly problem: Problem | null;
}

export interface WebLlmSession {
  readonly store: StoreApi<WebLlmState>;
  /** Loads the library and reads its list, or reads it anew. */
  show(): Promise<void>;
  /** Ends the load under way. */
  cancel(): void;
  /** Deletes what the library keeps of a model. */
  remove(model: string): Promise<void>;
}

export function createWebLlmSession(client: WebLlmClient & Pick<ModelsClient, 'deleteModel'>): WebLlmSession {
  const store = createStore<WebLlmState>()(() => ({ kind: 'hidden', models: [], problem: null }));
  async function show(): Promise<void> {
    if (store.getState().kind === 'hidden') store.setState({ kind: 'reading', problem: null });
    const outcome = await client.webLlmModels();
    if (outcome.ok) store.setState({ kind: 'shown', models: outcome.value });
    else store.setState({ kind: store.getState().models.length > 0 ? 'shown' : 'hidden', problem: outcome.problem });
  }
  return {
    store,
    show,
    cancel: () => client.cancelLoad(),
    async remove(model) {
      const outcome = await client.deleteModel(model);
      store.setState({ problem: outcome.ok ? null : outcome.problem });
      await show();
    },
  };
}
