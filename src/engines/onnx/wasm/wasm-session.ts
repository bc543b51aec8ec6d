import type { ExternalFile } from '../model-fit.ts';
import { allocate } from './heap-tensor.ts';
import { check, lastError, LOG_ERRORS, type OrtModule } from './ort-module.ts';

/** GraphOptimizationLevel: all. */
const OPTIMISE_ALL = 99;

const asBytes = async (data: Uint8Array | Blob): Promise<Uint8Array> =>
  data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data;

function textOnHeap(module: OrtModule, text: string): number {
  const bytes = module.lengthBytesUTF8(text) + 1;
  const pointer = allocate(module, bytes);
  module.stringToUTF8(text, pointer, bytes);
  return pointer;
}

/** Handles under names, in the two arrays that a run wants. */
class Bindings {
  readonly names: number;
  readonly values: number;
  readonly #module: OrtModule;
  readonly #texts: readonly number[];

  constructor(module: OrtModule, names: readonly string[]) {
    this.#module = module;
    this.#texts = names.map((name) => textOnHeap(module, name));
    this.names = allocate(module, 4 * names.length);
    this.values = allocate(module, 4 * names.length);
    this.#texts.forEach((text, index) => module.setValue(this.names + 4 * index, text, '*'));
  }

  /** Throws RangeError for a place there is none of: it would be written over other memory. */
  set(index: number, handle: number): void {
    if (index >= this.#texts.length) throw new RangeError(`A session has ${this.#texts.length} places, not ${index}.`);
    this.#module.setValue(this.values + 4 * index, handle, '*');
  }

  get(index: number): number {
    return this.#module.getValue(this.values + 4 * index, '*');
  }

  free(): void {
    for (const pointer of [...this.#texts, this.names, this.values]) this.#module._free(pointer);
  }
}

/**
 * A session of onnxruntime whose tensors stay in the wasm heap. Inputs and outputs are set by their place in the lists it
 * was made with; an output that is set to 0 is allocated by the run.
 */
export class WasmSession {
  readonly module: OrtModule;
  readonly inputs: Bindings;
  readonly outputs: Bindings;
  readonly #handle: number;
  readonly #inputCount: number;

  private constructor(module: OrtModule, handle: number, inputs: readonly string[], outputs: readonly string[]) {
    this.module = module;
    this.#handle = handle;
    this.#inputCount = inputs.length;
    this.inputs = new Bindings(module, inputs);
    this.outputs = new Bindings(module, outputs);
  }

  /** Throws onnxruntime's own Error for a graph that it cannot run. */
  static async create(
    module: OrtModule,
    graph: Uint8Array,
    external: readonly ExternalFile[],
    inputs: readonly string[],
    outputs: readonly string[],
  ): Promise<WasmSession> {
    const options = module._OrtCreateSessionOptions(OPTIMISE_ALL, true, true, 0, false, 0, 0, LOG_ERRORS, 0, 0);
    if (options === 0) throw lastError(module);
    const model = allocate(module, graph.length);
    try {
      module.HEAPU8.set(graph, model);
      for (const { path, data } of external) module.mountExternalData(path, await asBytes(data));
      const handle = await module._OrtCreateSession(model, graph.length, options);
      if (handle === 0) throw lastError(module);
      return new WasmSession(module, handle, inputs, outputs);
    } finally {
      module.unmountExternalData();
      module._free(model);
      module._OrtReleaseSessionOptions(options);
    }
  }

  /** Runs with what is set; only the first `outputCount` outputs are computed. */
  async run(outputCount: number): Promise<void> {
    const { inputs, outputs } = this;
    const status = this.module._OrtRun(
      this.#handle,
      inputs.names,
      inputs.values,
      this.#inputCount,
      outputs.names,
      outputCount,
      outputs.values,
      0,
    );
    check(this.module, typeof status === 'number' ? status : await status);
  }

  release(): void {
    this.inputs.free();
    this.outputs.free();
    check(this.module, this.module._OrtReleaseSession(this.#handle));
  }
}
