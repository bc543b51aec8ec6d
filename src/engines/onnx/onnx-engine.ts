import type { InferenceSession } from 'onnxruntime-web';
import { ProblemError } from '../../control/errors.ts';
import { passesBy } from '../../control/fast-pass.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import { SerialQueue } from '../serial-queue.ts';
import { cacheBytesPerToken, cacheLayout, type CacheLayout } from './cache-layout.ts';
import { capabilitiesOf, type CheckedModel } from './checked-model.ts';
import type { DeviceDecision } from './device.ts';
import { refusalProblem, sessionProblem } from './load-problems.ts';
import { checkAdapter, checkExternalData, checkVocabulary, type ExternalFile } from './model-fit.ts';
import type { ModelKind } from './model-kind.ts';
import type { HeadLoss } from './head-loss.ts';
import { LazyHeadLoss } from './lazy-head-loss.ts';
import { OnnxSequence } from './onnx-sequence.ts';
import { readHead } from './read-head.ts';
import { recognise } from './recognise.ts';
import { loadRuntime, type OnnxRuntime } from './runtime.ts';
import { headMatrix, type StoredHead } from './stored-head.ts';
import { loadOrtModule } from './wasm/ort-module.ts';
import { createWasmEngine } from './wasm/wasm-engine.ts';
import { WasmHeadLoss } from './wasm/wasm-head-loss.ts';
import { Gpu } from './webgpu/gpu.ts';
import { GpuHeadLoss } from './webgpu/gpu-head-loss.ts';
import { headWords, type HeadWords } from './webgpu/head-words.ts';
import { openStatic } from './webgpu/open-static.ts';

export interface OnnxModelFiles {
  /** The ONNX file. */
  readonly graph: Uint8Array;
  /** Files beside it that hold its weights, named as the graph names them. */
  readonly external?: readonly ExternalFile[];
  /** Longest sequence in tokens. */
  readonly contextLength: number;
  /** Tokens of the tokenizer; rows of the output projection beyond it are padding. */
  readonly vocabularySize: number;
}

/** What the sequences of one engine share. */
export interface OnnxContext extends CheckedModel {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly layout: CacheLayout;
  readonly info: EngineInfo;
  disposed: boolean;
}

/** One queue for all engines of a worker: they share the device. */
const deviceQueue = new SerialQueue();

/** How a model is run where there is a choice. */
export interface OnnxEngineOptions {
  /** On WebGPU: keep the cache in place where the model allows it. Without, it grows with every step. */
  readonly staticCache?: boolean;
  /** With a static cache: record the commands of a step once and replay them, where model and device allow it. */
  readonly graphCapture?: boolean;
}

/**
 * Loads a model. Throws `model-damaged` or `model-missing` for files that are no whole ONNX model of this vocabulary,
 * `model-unsupported` for one that cannot be run here and `engine-unavailable` for one this adapter cannot hold.
 */
export async function createOnnxEngine(
  files: OnnxModelFiles,
  decision: DeviceDecision,
  options: OnnxEngineOptions = {},
): Promise<Engine> {
  const { device } = decision;
  const kind = checkedKind(files, decision);
  const mayExpose = device === 'webgpu' && options.staticCache !== false;
  const head = await storedHead(kind, files, mayExpose);
  const projection = once(() => headMatrix(readable(head), files.vocabularySize));
  const headLoss = new LazyHeadLoss(async () =>
    device === 'webgpu'
      ? openGpuHeadLoss(await loadRuntime(device), headWords(readable(head), files.vocabularySize))
      : WasmHeadLoss.create(await loadOrtModule(), projection()),
  );
  const checked: CheckedModel = { kind, hasHead: typeof head !== 'string', projection, headLoss, queue: deviceQueue };
  const engine = await openOn(files, decision, checked, options);
  return {
    ...engine,
    async dispose() {
      await engine.dispose();
      await deviceQueue.add(() => headLoss.dispose());
    },
  };
}

async function openOn(
  files: OnnxModelFiles,
  { device, adapter }: DeviceDecision,
  checked: CheckedModel,
  { staticCache = true, graphCapture = true }: OnnxEngineOptions,
): Promise<Engine> {
  if (device === 'wasm') return createWasmEngine(files, checked);
  const { kind, hasHead } = checked;
  const runtime = await loadRuntime(device);
  const version = runtime.env.versions.web ?? runtime.env.versions.common;
  const description = `onnxruntime-web ${version}, webgpu${adapter ? ` on ${adapter}` : ''}`;
  const engine = staticCache
    ? await openStatic(files, checked, { runtime, description, graphCapture })
    : 'as asked for';
  if (typeof engine !== 'string') return engine;
  const session = await startSession(runtime, files, device);
  const context: OnnxContext = {
    ...checked,
    runtime,
    session,
    layout: cacheLayout(kind),
    info: {
      engine: 'onnx',
      device,
      description: `${description}, growing cache (${engine})`,
      statistics: passesBy(),
      capabilities: capabilitiesOf(kind.hiddenStates && hasHead),
      contextLength: files.contextLength,
      vocabularySize: files.vocabularySize,
      cacheBytesPerToken: cacheBytesPerToken(cacheLayout(kind)),
    },
    disposed: false,
  };
  return {
    info: context.info,
    open: (options) => new OnnxSequence(context, options),
    projection: context.projection,
    lost: watchDevice(context),
    dispose() {
      context.disposed = true;
      return deviceQueue.add(() => session.release());
    },
  };
}

/** Inside the queue, after the engine's session, which makes the device. */
async function openGpuHeadLoss(runtime: OnnxRuntime, head: HeadWords): Promise<HeadLoss> {
  return GpuHeadLoss.create(new Gpu(await runtime.env.webgpu.device), head);
}

async function watchDevice(context: OnnxContext): Promise<string> {
  const device = await context.runtime.env.webgpu.device;
  const { reason, message } = await device.lost;
  // Closing an engine may destroy its device, which is no loss.
  if (context.disposed) return new Promise(() => undefined);
  return message || reason;
}

/** Everything that can be told of the files before onnxruntime sees them. */
function checkedKind({ graph, external = [], vocabularySize }: OnnxModelFiles, decision: DeviceDecision): ModelKind {
  const recognition = recognise(graph);
  if (!recognition.ok) throw refusalProblem(recognition.refusal);
  const { kind } = recognition;
  checkVocabulary(kind, vocabularySize);
  checkExternalData(kind, external);
  checkAdapter(kind, decision);
  return kind;
}

/** Bytes of an output projection that is kept in memory in case that a strategy wants it. */
const LARGEST_KEPT_HEAD = 512 * 1024 * 1024;

/**
 * Apart from what closes over the engine, and a copy: a graph of a gigabyte must not stay in memory for as long as its
 * engine. `mayExpose`: the engine may find hidden states that the graph does not give by itself. A sentence where they are
 * of no use.
 */
async function storedHead(
  { hiddenStates, head }: ModelKind,
  { graph, external = [] }: OnnxModelFiles,
  mayExpose: boolean,
): Promise<StoredHead | string> {
  if (hiddenStates) return readHead(graph, external, head);
  if (!mayExpose) return 'it gives no hidden states';
  if ((head.rows * head.columns * head.bits) / 8 > LARGEST_KEPT_HEAD) return 'it is too large to be kept in memory';
  return readHead(graph, external, head);
}

function readable(head: StoredHead | string): StoredHead {
  if (typeof head !== 'string') return head;
  throw new ProblemError(
    'model-unsupported',
    `The output projection of this model cannot be used: ${head}.`,
    'Choose a strategy that needs no hidden states.',
  );
}

const startSession = (
  runtime: OnnxRuntime,
  files: OnnxModelFiles,
  device: 'webgpu' | 'wasm',
): Promise<InferenceSession> => deviceQueue.add(() => createSession(runtime, files, device));

function once<T>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

async function createSession(
  runtime: OnnxRuntime,
  { graph, external = [] }: OnnxModelFiles,
  device: 'webgpu' | 'wasm',
): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(graph, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3, // errors; which nodes run where is no news to a visitor
      // On the GPU everything stays there; the logits are downloaded by name.
      preferredOutputLocation: device === 'webgpu' ? 'gpu-buffer' : 'cpu',
      ...(external.length > 0 && { externalData: external }),
    });
  } catch (caught) {
    throw sessionProblem(caught, device);
  }
}
