import { ProblemError } from '../../../control/errors.ts';

/**
 * onnxruntime's C interface as its wasm build exports it (microsoft/onnxruntime, onnxruntime/wasm/api.h). The package's own
 * JavaScript layer copies every tensor into the wasm heap and out of it again at every run; on a small model that takes
 * longer than the model. Pointers and handles are numbers, 0 is none; functions that return a status return 0 for success.
 */
export interface OrtModule {
  /** Grows with the heap: read it anew after anything that may allocate. */
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  stackSave(): number;
  stackRestore(stack: number): void;
  stackAlloc(bytes: number): number;
  getValue(pointer: number, type: 'i32' | '*'): number;
  setValue(pointer: number, value: number, type: 'i32' | '*'): void;
  UTF8ToString(pointer: number): string;
  stringToUTF8(text: string, pointer: number, most: number): void;
  lengthBytesUTF8(text: string): number;
  mountExternalData(path: string, data: Uint8Array): void;
  unmountExternalData(): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(
    optimisation: number,
    arena: boolean,
    memoryPattern: boolean,
    executionMode: number,
    profiling: boolean,
    profilePrefix: number,
    logId: number,
    logSeverity: number,
    logVerbosity: number,
    optimisedPath: number,
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(model: number, bytes: number, options: number): number | Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtCreateTensor(
    type: number,
    data: number,
    bytes: number,
    dims: number,
    rank: number,
    /** Where `data` lies. */
    location: number,
  ): number;
  _OrtGetTensorData(tensor: number, type: number, data: number, dims: number, rank: number): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtFree(pointer: number): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): number | Promise<number>;
}

const POINTER_BYTES = 4;
/** OrtLoggingLevel: errors alone. Which operators run where is no news to a visitor. */
export const LOG_ERRORS = 3;

/** What onnxruntime says of its latest failure. */
export function lastError(module: OrtModule): Error {
  const stack = module.stackSave();
  const place = module.stackAlloc(2 * POINTER_BYTES);
  module._OrtGetLastError(place, place + POINTER_BYTES);
  const code = module.getValue(place, 'i32');
  const message = module.getValue(place + POINTER_BYTES, '*');
  const text = message === 0 ? '' : module.UTF8ToString(message);
  module.stackRestore(stack);
  return new Error(`ERROR_CODE: ${code}, ERROR_MESSAGE: ${text}`);
}

/** Throws what onnxruntime says when `status` is not 0. */
export function check(module: OrtModule, status: number): void {
  if (status !== 0) throw lastError(module);
}

let loading: Promise<OrtModule> | undefined;

async function instantiate(): Promise<OrtModule> {
  const { default: create } = await import('onnxruntime-web/ort-wasm-simd-threaded.mjs');
  // One thread: decoding small models gains nothing from more, and runs stay reproducible.
  const module = await create({ numThreads: 1 });
  check(module, module._OrtInit(1, LOG_ERRORS));
  return module;
}

/** The wasm build, instantiated once per worker. Throws `engine-unavailable` where it cannot be fetched or started. */
export async function loadOrtModule(): Promise<OrtModule> {
  loading ??= instantiate();
  try {
    return await loading;
  } catch (caught) {
    loading = undefined;
    const message = caught instanceof Error ? caught.message : String(caught);
    throw new ProblemError(
      'engine-unavailable',
      `The wasm engine could not be loaded: ${message}.`,
      'Check the connection and try again.',
      { cause: caught },
    );
  }
}
