import { proxy, wrap, type Remote } from 'comlink';
import type { InferenceApi, Outcome } from '../../../workers/protocol.ts';
import { toProblem, type Problem } from '../../control/errors.ts';
import type { InferenceClient, ModelsClient } from './inference-client.ts';

interface Connection {
  readonly api: Remote<InferenceApi>;
  /** Settles when the worker dies; Comlink alone would leave every call under way waiting for ever. */
  readonly lost: Promise<Problem>;
}

/** Starts the worker at the first call and, after it died, a fresh one at the next. */
export function createWorkerClient(): InferenceClient & ModelsClient {
  let connection: Connection | undefined;

  function connect(): Connection {
    if (connection) return connection;
    const worker = new Worker(new URL('../../../workers/inference.worker.ts', import.meta.url), { type: 'module' });
    const lost = new Promise<Problem>((resolve) => {
      worker.addEventListener('error', (event) => {
        connection = undefined;
        worker.terminate();
        resolve({
          code: 'engine-failed',
          message: event.message || 'The worker that runs the model could not be started.',
          hint: 'Try again; if it happens twice, choose the other engine or reload the page.',
        });
      });
    });
    connection = { api: wrap<InferenceApi>(worker), lost };
    return connection;
  }

  async function ask<T>(call: (api: Remote<InferenceApi>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const { api, lost } = connect();
      return await Promise.race([call(api), lost.then((problem): Outcome<T> => ({ ok: false, problem }))]);
    } catch (caught) {
      return { ok: false, problem: toProblem(caught, 'engine-failed', 'Try again, or reload the page.') };
    }
  }

  return {
    load: (request, onProgress) => ask((api) => api.load(request, proxy(onProgress))),
    run: (request, onEvent) => ask((api) => api.run(request, proxy(onEvent))),
    machine: (device) => ask((api) => api.machine(device)),
    models: (device) => ask((api) => api.models(device)),
    download: (request, onProgress) => ask((api) => api.download(request, proxy(onProgress))),
    deleteModel: (model) => ask((api) => api.deleteModel(model)),
    addFolder: (name, files) => ask((api) => api.addFolder(name, files)),
    selfTest: () => ask((api) => api.selfTest()),
    cancelDownload(model) {
      connect()
        .api.cancelDownload(model)
        .catch(() => undefined);
    },
    async warning(strategy) {
      const answer = await ask<string | null>(async (api) => ({ ok: true, value: await api.warning(strategy) }));
      return answer.ok ? answer.value : null;
    },
    stop(runId) {
      // A worker that has died has nothing left to stop, and its loss is reported by the run itself.
      connect()
        .api.stop(runId)
        .catch(() => undefined);
    },
  };
}
