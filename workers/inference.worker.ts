import { expose } from 'comlink';
import { ProblemError, toProblem, type Problem } from '../src/control/errors.ts';
import { lookUpStrings, PUBLISHED_REFLECTION_STRINGS } from '../src/control/reflection-vocabulary.ts';
import { checkSettings } from '../src/control/settings.ts';
import { findStrategy } from '../src/control/strategies/index.ts';
import { KeptSequences } from '../src/decoding/kept-sequences.ts';
import type { Model } from '../src/decoding/model.ts';
import { findInLibrary } from '../src/decoding/open-from-library.ts';
import { prepareRun } from '../src/decoding/run.ts';
import { TextCollector } from '../src/decoding/token-texts.ts';
import type { TokenRecord, TokenTexts, TraceEnd } from '../src/decoding/trace.ts';
import { chooseDevice } from '../src/engines/onnx/device.ts';
import { selfTest, type SelfTest } from '../src/engines/self-test.ts';
import { libraryIdOf } from '../src/engines/webllm/model-id.ts';
import type { ModelFolder } from '../src/storage/model-folder.ts';
import { ModelLibrary } from '../src/storage/model-library.ts';
import { opfsStore } from '../src/storage/opfs-store.ts';
import type {
  DeviceChoice,
  InferenceApi,
  LoadedModel,
  LoadProgress,
  LoadRequest,
  Outcome,
  RunEvent,
  RunRequest,
} from './protocol.ts';

/** Events are sent at most this often, so that a fast engine does not flood the page. Half a frame, in milliseconds. */
const BATCH_MILLISECONDS = 8;

/** Comes with the library of WebLLM: fetched when somebody asks for it. */
const webLlm = () => import('../src/decoding/open-from-webllm.ts');

const library = new ModelLibrary(opfsStore());
let current: Model | undefined;
/** Files of the current model. */
let currentFolder: ModelFolder | undefined;
/** Caches of ended runs of the current model. */
const kept = new KeptSequences();
/** Of the load under way. */
let loading: AbortController | undefined;
/** Told when the device is lost. */
let tellLost: ((reason: Problem) => void) | undefined;
/** Runs under way, and whether they were asked to stop. */
const running = new Map<string, { stop: boolean }>();

/** Lets messages such as `stop` in: wasm runs without ever returning to the event loop. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });

async function settle<T>(task: () => Promise<T>, fallbackHint: string): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await task() };
  } catch (caught) {
    return { ok: false, problem: toProblem(caught, 'internal', fallbackHint) };
  }
}

const shaderF16Of = async (device: DeviceChoice): Promise<boolean> =>
  (await chooseDevice(device)).limits?.shaderF16 ?? false;

async function load(
  { model, device }: LoadRequest,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedModel> {
  // Before anything is waited for: a load may be cancelled in its first moment.
  const { signal } = (loading = new AbortController());
  const decision = await chooseDevice(device);
  const { title, folder, suggested, open } =
    libraryIdOf(model) === undefined
      ? await findInLibrary(library, model, decision)
      : (await webLlm()).findInWebLlm(model, decision);
  kept.clear();
  await current?.engine.dispose();
  current = undefined;
  const report = (stage: LoadProgress['stage'], label: string, loadedBytes = 0, totalBytes = 0): void =>
    onProgress({ stage, label, loadedBytes, totalBytes });
  const opened = await open({
    onDownload: ({ loadedBytes, totalBytes }) => report('download', `Loading ${title}`, loadedBytes, totalBytes),
    onCompile: () => report('compile', `Starting the ${decision.device} engine`),
    signal,
  });
  if (decision.device === 'webgpu') {
    report('warm-up', 'Compiling the GPU kernels');
    const warm = opened.engine.open();
    await warm.append([0, 0]);
    await warm.append([0]);
    warm.dispose();
  }
  void opened.engine.lost?.then((reason) => tellLost?.(deviceLost(reason)));
  current = opened;
  currentFolder = folder;
  return {
    id: opened.id,
    title,
    engine: opened.engine.info,
    deviceReason: decision.reason,
    reflectionIds: opened.reflectionIds,
    publishedReflectionIds: lookUpStrings(opened.tokenizer, PUBLISHED_REFLECTION_STRINGS).tokens,
    suggested,
  };
}

const deviceLost = (reason: string): Problem => ({
  code: 'device-lost',
  message: `The browser took the GPU away: ${reason}`,
  hint: 'Close other pages that use the GPU, or choose the wasm engine.',
});

async function run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<TraceEnd> {
  if (!current) throw new ProblemError('model-missing', 'No model is loaded.', 'Load a model first.');
  const started = performance.now();
  const state = { stop: false };
  let lastBreath = started;
  const onFed = async (): Promise<'go on' | 'stop'> => {
    if (performance.now() - lastBreath >= BATCH_MILLISECONDS) {
      await breathe();
      lastBreath = performance.now();
    }
    return state.stop ? 'stop' : 'go on';
  };
  // What branches do not need is given back: on a GPU a new run then has the fastest memory.
  if (!request.branch && running.size === 0) kept.clear();
  const onBranch = (from: 'cache' | 'tokens'): void => onEvent({ kind: 'branch', from });
  const { header, events } = prepareRun(current, request, request.resumed, { onFed, kept, onBranch });
  const texts = new TextCollector(current.tokenizer);
  onEvent({ kind: 'start', header });

  let batch: TokenRecord[] = [];
  let batchTexts: TokenTexts = {};
  let lastSent = started;
  const elapsed = (): number => performance.now() - started;
  const send = (): void => {
    if (batch.length > 0)
      onEvent({ kind: 'tokens', records: batch, texts: batchTexts, elapsedMilliseconds: elapsed() });
    batch = [];
    batchTexts = {};
    lastSent = performance.now();
  };

  running.set(request.runId, state);
  const iterator = events();
  try {
    while (true) {
      const step = state.stop ? await iterator.return({ reason: 'stopped', interventions: [] }) : await iterator.next();
      if (step.done) {
        send();
        onEvent({ kind: 'end', end: step.value, elapsedMilliseconds: elapsed() });
        return step.value;
      }
      if (step.value.kind === 'token') {
        batch.push(step.value.record);
        texts.collect(step.value.record, batchTexts);
      } else {
        send();
        onEvent(step.value);
      }
      if (performance.now() - lastSent >= BATCH_MILLISECONDS) {
        send();
        await breathe();
      }
    }
  } finally {
    running.delete(request.runId);
  }
}

async function testLoaded(): Promise<SelfTest | null> {
  if (!current || !currentFolder) throw new ProblemError('model-missing', 'No model is loaded.', 'Load a model first.');
  if (!(await currentFolder.has('reference.json'))) return null;
  return selfTest(current.engine, JSON.parse(await (await currentFolder.file('reference.json')).text()));
}

const TRY_AGAIN = 'Try again; if that fails, delete the model and load it anew.';

const api: InferenceApi = {
  ping: () => undefined,
  hold: (lock) =>
    new Promise((resolve) => {
      // Held until the browser ends this worker, for whatever reason.
      void navigator.locks.request(lock, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }),
  watch: (onLost) => {
    tellLost = onLost;
  },
  load: (request, onProgress) =>
    settle(() => load(request, onProgress), 'Try again; if that fails, choose the wasm engine.'),
  run: (request, onEvent) => settle(() => run(request, onEvent), 'Load the model again.'),
  warning({ id, settings }) {
    if (!current) return null;
    const definition = findStrategy(id);
    return definition.warning?.(checkSettings(definition, settings), current.facts) ?? null;
  },
  machine: (device) => settle(() => chooseDevice(device), 'Choose the wasm engine.'),
  models: (device) => settle(async () => library.list(await shaderF16Of(device)), TRY_AGAIN),
  download: ({ model, device, hub }, onProgress) =>
    settle(async () => library.download(model, await shaderF16Of(device), onProgress, hub), TRY_AGAIN),
  cancelDownload: (model) => library.cancel(model),
  deleteModel: (model) =>
    settle(async () => {
      if (libraryIdOf(model) === undefined) await library.delete(model);
      else await (await webLlm()).deleteModel(model);
      return null;
    }, 'Close other pages of this laboratory and try again.'),
  addFolder: (name, files) => settle(async () => library.add(name, files), 'Choose another folder.'),
  webLlmModels: () =>
    settle(
      async () => (await webLlm()).listModels(),
      'Check the connection and try again; WebLLM is a part of this page.',
    ),
  cancelLoad: () => loading?.abort(),
  selfTest: () => settle(testLoaded, 'Load the model again.'),
  stop: (runId) => {
    const state = running.get(runId);
    if (state) state.stop = true;
  },
};

expose(api);
