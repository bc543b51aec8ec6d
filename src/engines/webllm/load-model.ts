import type * as WebLlm from '@mlc-ai/web-llm';
import { ProblemError } from '../../control/errors.ts';
import type { LoadedInLibrary } from './webllm-engine.ts';
import { WEBLLM_VERSION } from './pinned-version.ts';
import { RawLogits } from './raw-logits.ts';

/** As `new MLCEngine(configuration)`. */
export type CreateLibraryEngine = (configuration: WebLlm.MLCEngineConfig) => WebLlm.MLCEngine;

export interface ModelInLibrary {
  /** Where weights and compiled code come from, and where they are kept: the library's own configuration. */
  readonly appConfig: WebLlm.AppConfig;
  readonly model: string;
  readonly vocabularySize: number;
  readonly onProgress: (report: WebLlm.InitProgressReport) => void;
  readonly signal?: AbortSignal;
  /** Of the library, where it is another than the pinned one. */
  readonly version?: string;
}

/** The library samples after every step, though nobody asks for it: these settings leave the logits alone. */
const NEUTRAL = { temperature: 1, top_p: 1, repetition_penalty: 1, frequency_penalty: 0, presence_penalty: 0 };

/**
 * Loads a model into a fresh engine of the library. Throws `engine-unavailable` where there is no GPU for it and
 * `model-missing` when a file cannot be had.
 */
export async function loadInLibrary(
  createEngine: CreateLibraryEngine,
  options: ModelInLibrary,
): Promise<LoadedInLibrary> {
  const { appConfig, model, vocabularySize, onProgress, signal, version = WEBLLM_VERSION } = options;
  const rawLogits = new RawLogits();
  let adapter = '';
  const engine = createEngine({
    appConfig,
    logLevel: 'WARN',
    logitProcessorRegistry: new Map([[model, rawLogits]]),
    initProgressCallback(report) {
      adapter = / on WebGPU - (.*)$/.exec(report.text)?.[1] ?? adapter;
      onProgress(report);
    },
  });
  const abort = (): void => void engine.unload();
  signal?.addEventListener('abort', abort);
  try {
    signal?.throwIfAborted();
    // The library misses an abort that comes before it has begun to fetch, and would go on waiting.
    await (signal ? Promise.race([engine.reload(model, NEUTRAL), rejectedOn(signal)]) : engine.reload(model, NEUTRAL));
    signal?.throwIfAborted(); // the library ends an aborted load as if it were one
  } catch (caught) {
    // Nothing of a model that failed half-way may stay on the GPU; the first error is the one to tell.
    await engine.unload().catch(() => undefined);
    throw signal?.aborted ? cancelled(model, caught) : loadProblem(model, caught);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  return { engine, model, rawLogits, vocabularySize, version, adapter };
}

function rejectedOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as unknown)));
}

function cancelled(model: string, cause: unknown): ProblemError {
  const hint = 'What has come is kept; the next load goes on from there.';
  return new ProblemError('model-missing', `Loading ${model} was cancelled.`, hint, { cause });
}

/** Names of the library's errors that speak of this machine. */
const OF_THE_MACHINE = /WebGPU|ShaderF16|FeatureSupport|DeviceLost/;

function loadProblem(model: string, caught: unknown): ProblemError {
  const message = caught instanceof Error ? caught.message : String(caught);
  const name = caught instanceof Error ? caught.name : '';
  if (OF_THE_MACHINE.test(`${name} ${message}`)) {
    return new ProblemError(
      'engine-unavailable',
      `WebLLM cannot run ${model} on this machine: ${message}`,
      'Choose a smaller model or one of 32-bit floats (q4f32_1), or an ONNX model.',
      { cause: caught },
    );
  }
  return new ProblemError(
    'model-missing',
    `WebLLM could not load ${model}: ${message}`,
    'Check the connection and the room that is left, and try again; what is there already is not fetched again.',
    { cause: caught },
  );
}
