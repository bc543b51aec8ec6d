import type { MLCEngine } from '@mlc-ai/web-llm';
import { ProblemError } from '../../control/errors.ts';
import { WEBLLM_VERSION } from './pinned-version.ts';

/**
 * What this engine leans on inside the library beyond its published API: ordinary properties of objects that its types
 * call private. `openPipeline` checks every one of them when a model is loaded.
 */

/** A value that belongs to the runtime. */
export interface RuntimeObject {
  dispose(): void;
}

export interface RuntimeTensor extends RuntimeObject {
  readonly shape: readonly number[];
  readonly dtype: string;
  copyFrom(source: RuntimeTensor | readonly number[]): this;
  view(shape: readonly number[]): RuntimeTensor;
  toRawBytes(): Uint8Array<ArrayBuffer>;
}

export type RuntimeFunction = ((...args: readonly unknown[]) => unknown) & RuntimeObject;

interface RuntimeDevice {
  sync(): Promise<void>;
}

/** TVM in WebAssembly, one per loaded model. What is made between beginScope and endScope is given back at its end. */
export interface Runtime {
  beginScope(): void;
  endScope(): void;
  detachFromCurrentScope<T>(value: T): T;
  /** Throws when there is no function of this name. */
  getGlobalFunc(name: string): RuntimeFunction;
  scalar(value: number, dtype: 'int32' | 'int64'): unknown;
  empty(shape: readonly number[], dtype: string, device: unknown): RuntimeTensor;
  makeShapeTuple(values: readonly number[]): unknown;
  cpu(): unknown;
}

export interface Pipeline {
  readonly tvm: Runtime;
  readonly device: RuntimeDevice;
  readonly vm: { getFunction(name: string): RuntimeFunction };
  readonly kvCache: unknown;
  readonly params: { get(index: number): RuntimeTensor };
  readonly embed: RuntimeFunction;
  readonly fKVCacheBeginForward: RuntimeFunction;
  readonly fKVCacheEndForward: RuntimeFunction;
  /** Tokens of the one sequence that the library knows of. */
  filledKVCacheLength: number;
  readonly prefillChunkSize: number;
  readonly contextWindowSize: number;
  readonly slidingWindowSize: number;
  /** Missing before version 0.2.83, which knew attention alone. */
  readonly kvStateKind?: string;
}

const OBJECTS = ['tvm', 'device', 'vm', 'params'] as const;
const FUNCTIONS = ['embed', 'fKVCacheBeginForward', 'fKVCacheEndForward'] as const;
const NUMBERS = ['filledKVCacheLength', 'prefillChunkSize', 'contextWindowSize', 'slidingWindowSize'] as const;
const RUNTIME_METHODS = [
  'beginScope',
  'endScope',
  'detachFromCurrentScope',
  'getGlobalFunc',
  'scalar',
  'empty',
  'makeShapeTuple',
  'cpu',
] as const;

/** Every private name, for the tests that hold them to the published declarations. */
export const PIPELINE_NAMES: readonly string[] = [...OBJECTS, ...FUNCTIONS, ...NUMBERS, 'kvCache'];
export const RUNTIME_NAMES: readonly string[] = RUNTIME_METHODS;
export const ENGINE_NAMES: readonly string[] = ['loadedModelIdToPipeline'];

/**
 * The pipeline of a loaded model. Throws `engine-unavailable`, naming what is missing, where the library is another than
 * the one this was written against.
 */
export function openPipeline(engine: MLCEngine, model: string): Pipeline {
  const missing: string[] = [];
  const pipelines: unknown = Reflect.get(engine, 'loadedModelIdToPipeline');
  const pipeline: unknown = pipelines instanceof Map ? pipelines.get(model) : undefined;
  if (typeof pipeline !== 'object' || pipeline === null) throw mismatch(['MLCEngine.loadedModelIdToPipeline']);
  const require = (holds: boolean, name: string): void => {
    if (!holds) missing.push(name);
  };
  for (const name of OBJECTS) require(kindOf(pipeline, name) === 'object', `pipeline.${name}`);
  for (const name of FUNCTIONS) require(kindOf(pipeline, name) === 'function', `pipeline.${name}`);
  for (const name of NUMBERS) require(kindOf(pipeline, name) === 'number', `pipeline.${name}`);
  const { tvm, vm, device, kvCache } = pipeline as Partial<Pipeline>;
  for (const name of RUNTIME_METHODS) require(kindOf(tvm, name) === 'function', `pipeline.tvm.${name}`);
  require(kindOf(vm, 'getFunction') === 'function', 'pipeline.vm.getFunction');
  require(kindOf(device, 'sync') === 'function', 'pipeline.device.sync');
  require(kvCache !== undefined && kvCache !== null, 'pipeline.kvCache');
  if (missing.length > 0) throw mismatch(missing);
  return pipeline as Pipeline; // every name was just looked at
}

const kindOf = (owner: unknown, name: string): string =>
  typeof owner === 'object' && owner !== null ? typeof Reflect.get(owner, name) : 'undefined';

function mismatch(missing: readonly string[]): ProblemError {
  return new ProblemError(
    'engine-unavailable',
    `This build of @mlc-ai/web-llm lacks ${missing.join(', ')}, which the laboratory leans on; it was written against version ${WEBLLM_VERSION}.`,
    `Install @mlc-ai/web-llm ${WEBLLM_VERSION}, or choose an ONNX model.`,
  );
}
