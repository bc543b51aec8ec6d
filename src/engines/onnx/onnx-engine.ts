import type { InferenceSession } from 'onnxruntime-web';
import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import type { Capability } from '../../control/strategy.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import { SerialQueue } from '../serial-queue.ts';
import { readCacheLayout, type CacheLayout } from './cache-layout.ts';
import type { DeviceDecision } from './device.ts';
import { readOutputProjection } from './output-projection.ts';
import { OnnxSequence } from './onnx-sequence.ts';
import { loadRuntime, type OnnxRuntime } from './runtime.ts';

export interface OnnxModelFiles {
  /** The ONNX file. */
  readonly graph: Uint8Array;
  /** Longest sequence in tokens. */
  readonly contextLength: number;
  /** Tokens of the tokenizer; rows of the output projection beyond it are padding. */
  readonly vocabularySize: number;
}

/** What the sequences of one engine share. */
export interface OnnxContext {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly layout: CacheLayout;
  readonly queue: SerialQueue;
  readonly info: EngineInfo;
  /** The output projection, read on first use. */
  readonly projection: () => Matrix;
  disposed: boolean;
}

/** One queue for all engines of a worker: they share the device. */
const deviceQueue = new SerialQueue();

/** Loads a model. Throws `model-damaged` for a file that is no ONNX model and `model-unsupported` for an unknown layout. */
export async function createOnnxEngine(files: OnnxModelFiles, decision: DeviceDecision): Promise<Engine> {
  const { device, adapter } = decision;
  const runtime = await loadRuntime(device);
  const session = await deviceQueue.add(() => createSession(runtime, files.graph, device));
  const version = runtime.env.versions.web ?? runtime.env.versions.common;
  const context: OnnxContext = {
    runtime,
    session,
    layout: readCacheLayout(session),
    queue: deviceQueue,
    info: {
      engine: 'onnx',
      device,
      description: `onnxruntime-web ${version}, ${device}${adapter ? ` on ${adapter}` : ''}`,
      capabilities: capabilitiesOf(session),
      contextLength: files.contextLength,
      vocabularySize: files.vocabularySize,
    },
    projection: once(() => readOutputProjection(files.graph)),
    disposed: false,
  };
  return {
    info: context.info,
    open: (options) => new OnnxSequence(context, options),
    projection: context.projection,
    dispose() {
      context.disposed = true;
      return deviceQueue.add(() => session.release());
    },
  };
}

function capabilitiesOf(session: InferenceSession): Capability[] {
  const hidden: Capability[] = session.outputNames.includes('hidden_states') ? ['hidden'] : [];
  return ['bias', 'entropy', 'force', 'rewind', 'probe', ...hidden];
}

function once<T>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

async function createSession(
  runtime: OnnxRuntime,
  graph: Uint8Array,
  device: 'webgpu' | 'wasm',
): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(graph, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3, // errors; which nodes run where is no news to a visitor
      // On the GPU everything stays there; the logits are downloaded by name.
      preferredOutputLocation: device === 'webgpu' ? 'gpu-buffer' : 'cpu',
    });
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught);
    const damaged = /protobuf|parse|No graph|ERROR_CODE: [27]/i.test(message);
    throw damaged
      ? new ProblemError(
          'model-damaged',
          'The model file is not a readable ONNX model.',
          'Load the model again; if that fails, the file is damaged.',
          { cause: caught },
        )
      : new ProblemError(
          'engine-failed',
          `The ${device} engine cannot load the model: ${message}`,
          'Choose the other engine.',
          { cause: caught },
        );
  }
}
