import type { OnnxRuntime } from '../runtime.ts';

/** What is used of onnxruntime's C interface (microsoft/onnxruntime, onnxruntime/wasm/api.h). */
interface OrtModule {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, most: number): void;
  _OrtAddSessionConfigEntry?(options: number, key: number, value: number): number;
  _OrtAppendExecutionProvider?(options: number, ...rest: number[]): unknown;
}

interface FactoryConfig {
  readonly locateFile?: unknown;
}

export type OrtFactory = (config: FactoryConfig) => Promise<OrtModule>;

/** Of WebGpuExecutionProvider (onnxruntime/core/providers/webgpu/webgpu_provider_options.h). */
const ENABLE = ['ep.webgpuexecutionprovider.enableGraphCapture', '1'] as const;

/** The name that factory-door.mjs knows. */
const DOOR = Symbol.for('second-thought.onnxruntime-factory');

let isHooked = false;
let isWanted = false;

/** Options of a run that is neither recorded nor replayed, and of one that is. */
export const WITHOUT_GRAPH = { extra: { gpu_graph_id: '-1' } } as const;
export const WITH_GRAPH = { extra: { gpu_graph_id: '0' } } as const;

/**
 * Lets sessions be made with graph capture: onnxruntime then records the commands of a step once and replays them. Its
 * JavaScript layer sets this option only after the execution provider has read its options (1.30.0, session-options.ts),
 * so the option is put in at the call that makes the provider. Has to come before the first session.
 */
export function prepareCapture({ env }: OnnxRuntime): void {
  const doors = globalThis as { [DOOR]?: OrtFactory };
  if (doors[DOOR]) return;
  doors[DOOR] = createHooked;
  env.wasm.wasmPaths = { mjs: new URL('./factory-door.mjs', import.meta.url).href };
}

async function createHooked(config: FactoryConfig): Promise<OrtModule> {
  const { default: create } = await import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs');
  // Without it the factory finds its wasm file by its own address, which is the one that the bundler knows.
  const { locateFile: _, ...rest } = config;
  const module = await create(rest);
  const append = module._OrtAppendExecutionProvider;
  if (!append || !module._OrtAddSessionConfigEntry) return module;
  isHooked = true;
  module._OrtAppendExecutionProvider = (options: number, ...others: number[]): unknown => {
    if (isWanted) addEntry(module, options, ENABLE);
    return append(options, ...others);
  };
  return module;
}

function addEntry(module: OrtModule, options: number, entry: readonly [string, string]): void {
  const [key = 0, value = 0] = entry.map((text) => {
    const bytes = module.lengthBytesUTF8(text) + 1;
    const pointer = module._malloc(bytes);
    module.stringToUTF8(text, pointer, bytes);
    return pointer;
  });
  module._OrtAddSessionConfigEntry?.(options, key, value);
  module._free(key);
  module._free(value);
}

/** Makes a session with graph capture. Throws where the graph cannot be captured. */
export async function withCapture<T>(create: () => Promise<T>): Promise<T> {
  isWanted = true;
  try {
    return await create();
  } finally {
    isWanted = false;
  }
}

/** Once there has been a session: whether this build of onnxruntime could be asked for graph capture. */
export const canCapture = (): boolean => isHooked;
