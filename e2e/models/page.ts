import { proxy, wrap } from 'comlink';
import type { ModelProgress } from '../../src/storage/download-model.ts';
import type { LocalFile } from '../../src/storage/model-folder.ts';
import type { InferenceApi, RunEvent } from '../../workers/protocol.ts';

/** What the browser tests of models call: the worker, with callbacks turned into values. */
const worker = new Worker(new URL('../../workers/inference.worker.ts', import.meta.url), { type: 'module' });
const api = wrap<InferenceApi>(worker);
const hub = location.origin;

async function download(model: string) {
  const progress: ModelProgress[] = [];
  const follow = (step: ModelProgress): void => void progress.push(step);
  return { outcome: await api.download({ model, device: 'wasm', hub }, proxy(follow)), progress };
}

const load = async (model: string) =>
  await api.load(
    { model, device: 'wasm' },
    proxy(() => undefined),
  );

/** The likeliest token at every position. */
async function runGreedily(prompt: string, maxTokens: number) {
  const ids: number[] = [];
  let promptIds: readonly number[] = [];
  // Events come through a channel of their own: the last may come after the outcome.
  await new Promise<void>((resolve, reject) => {
    const follow = (event: RunEvent): void => {
      if (event.kind === 'start') promptIds = event.header.promptIds;
      if (event.kind === 'tokens') ids.push(...event.records.map(({ id }) => id));
      if (event.kind === 'end') resolve();
    };
    const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 };
    const run = { runId: 'one', prompt, strategies: [], sampling, maxTokens };
    void api.run(run, proxy(follow)).then((outcome) => !outcome.ok && reject(new Error(outcome.problem.message)));
  });
  return { promptIds, ids };
}

/** As if the files had been dropped on the page. */
async function addFolder(name: string, addresses: Readonly<Record<string, string>>) {
  const files: LocalFile[] = [];
  for (const [path, address] of Object.entries(addresses))
    files.push({ path, file: await (await fetch(address)).blob() });
  return await api.addFolder(name, files);
}

const laboratory = {
  download,
  cancelDownload: async (model: string) => await api.cancelDownload(model),
  load,
  runGreedily,
  addFolder,
  models: async () => await api.models('wasm'),
  deleteModel: async (model: string) => await api.deleteModel(model),
  selfTest: async () => await api.selfTest(),
};
export type ModelPage = typeof laboratory;

Object.assign(globalThis, { laboratory });
