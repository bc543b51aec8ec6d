import { proxy } from 'comlink';
import type { Outcome } from '../../../workers/protocol.ts';
import type { InferenceClient, ModelsClient, WebLlmClient } from './inference-client.ts';
import { createSupervisor, type Supervisor } from './worker/supervisor.ts';
import { startWorker } from './worker/worker-link.ts';

export type WorkerClient = InferenceClient & ModelsClient & WebLlmClient & Pick<Supervisor, 'condition'>;

/** The one worker of a page under its supervisor, and everything that is asked of it. */
export function createWorkerClient(): WorkerClient {
  /** Folders are known to the worker that was given them; a fresh one is given them again. */
  const folders = new Map<string, Parameters<ModelsClient['addFolder']>>();
  const supervisor = createSupervisor(startWorker, (api) =>
    Promise.all([...folders.values()].map((folder) => api.addFolder(...folder))),
  );
  const ask: Supervisor['ask'] = (call) => supervisor.ask(call);
  return {
    ...supervisor,
    machine: (device) => ask((api) => api.machine(device)),
    models: (device) => ask((api) => api.models(device)),
    download: (request, onProgress) => ask((api) => api.download(request, proxy(onProgress))),
    deleteModel: (model) => ask((api) => api.deleteModel(model)),
    async addFolder(name, files) {
      const added = await ask((api) => api.addFolder(name, files));
      if (added.ok) folders.set(name, [name, files]);
      return added;
    },
    selfTest: () => ask((api) => api.selfTest()),
    webLlmModels: () => ask((api) => api.webLlmModels()),
    cancelLoad() {
      void ask(async (api): Promise<Outcome<void>> => ({ ok: true, value: await api.cancelLoad() }));
    },
    cancelDownload(model) {
      void ask(async (api): Promise<Outcome<void>> => ({ ok: true, value: await api.cancelDownload(model) }));
    },
  };
}
