import type { InferenceSession } from 'onnxruntime-web';
import type { Matrix } from '../../control/matrix.ts';
import type { Capability } from '../../control/strategy.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import { SerialQueue } from '../serial-queue.ts';
import { cacheLayout, type CacheLayout } from './cache-layout.ts';
import type { DeviceDecision } from './device.ts';
import { refusalProblem, sessionProblem } from './load-problems.ts';
import { checkAdapter, checkExternalData, checkVocabulary, type ExternalFile } from './model-fit.ts';
import type { ModelKind } from './model-kind.ts';
import { readOutputProjection } from './output-projection.ts';
import { HeadLoss } from './head-loss.ts';
import { OnnxSequence } from './onnx-sequence.ts';
import { recognise } from './recognise.ts';
import { loadRuntime, type OnnxRuntime } from './runtime.ts';
import { createWasmEngine } from './wasm/wasm-engine.ts';

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
export interface OnnxContext {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly kind: ModelKind;
  readonly layout: CacheLayout;
  readonly queue: SerialQueue;
  readonly info: EngineInfo;
  /** The output projection, read on first use. */
  readonly projection: () => Matrix;
  /** Sums over the vocabulary for SRGen's exact loss, on a copy of the projection; made on first use, in the queue. */
  readonly headLoss: () => Promise<HeadLoss>;
  disposed: boolean;
}

/** One queue for all engines of a worker: they share the device. */
const deviceQueue = new SerialQueue();

/**
 * Loads a model. Throws `model-damaged` or `model-missing` for files that are no whole ONNX model of this vocabulary,
 * `model-unsupported` for one that cannot be run here and `engine-unavailable` for one this adapter cannot hold.
 */
export async function createOnnxEngine(files: OnnxModelFiles, decision: DeviceDecision): Promise<Engine> {
  const { device, adapter } = decision;
  const kind = checkedKind(files, decision);
  const projection = projectionOf(kind, files.graph);
  const makeHeadLoss = async (): Promise<HeadLoss> => {
    const runtime = await loadRuntime(device);
    return deviceQueue.add(() => HeadLoss.create(runtime, device, projection()));
  };
  const headLoss = once(makeHeadLoss);
  if (device === 'wasm') {
    const capabilities = capabilitiesOf(kind);
    return createWasmEngine(files, { kind, capabilities, projection, headLoss, queue: deviceQueue });
  }
  const runtime = await loadRuntime(device);
  const session = await startSession(runtime, files, device);
  const version = runtime.env.versions.web ?? runtime.env.versions.common;
  const context: OnnxContext = {
    runtime,
    session,
    kind,
    layout: cacheLayout(kind),
    queue: deviceQueue,
    info: {
      engine: 'onnx',
      device,
      description: `onnxruntime-web ${version}, ${device}${adapter ? ` on ${adapter}` : ''}`,
      capabilities: capabilitiesOf(kind),
      contextLength: files.contextLength,
      vocabularySize: files.vocabularySize,
      cacheBytesPerToken: cacheBytesPerToken(kind),
    },
    projection,
    headLoss,
    disposed: false,
  };
  return {
    info: context.info,
    open: (options) => new OnnxSequence(context, options),
    projection: context.projection,
    ...(device === 'webgpu' && { lost: watchDevice(context) }),
    dispose() {
      context.disposed = true;
      return deviceQueue.add(() => session.release());
    },
  };
}

/** Keys and values. */
function cacheBytesPerToken({ layers, cache: { element, heads, headSize } }: ModelKind): number {
  return 2 * layers * heads * headSize * (element === 'float16' ? 2 : 4);
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

function capabilitiesOf({ hiddenStates }: ModelKind): Capability[] {
  return ['bias', 'entropy', 'force', 'rewind', 'probe', ...(hiddenStates ? (['hidden'] as const) : [])];
}

/**
 * Apart from what closes over the engine, and given the file only where it will be read: a graph of a gigabyte must not
 * stay in memory for as long as its engine.
 */
function projectionOf({ hiddenStates }: ModelKind, graph: Uint8Array): () => Matrix {
  const file = hiddenStates ? graph : new Uint8Array(0);
  return once(() => readOutputProjection(file));
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
