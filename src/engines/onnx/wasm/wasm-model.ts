import { ProblemError } from '../../../control/errors.ts';
import { cacheLayout, type CacheLayout } from '../cache-layout.ts';
import { halfToFloat } from '../half-floats.ts';
import type { ModelKind } from '../model-kind.ts';
import { allocate, elementBytes, tensorPointer, wrapTensor, writeIntegers, type HeapElement } from './heap-tensor.ts';
import type { OrtModule } from './ort-module.ts';
import { DynamicCache, StaticCache, type WasmCache } from './wasm-cache.ts';
import type { WasmSession } from './wasm-session.ts';

/** Logits of at most this many bytes are computed in one prefill step; longer prompts go in chunks. */
const LARGEST_LOGITS_BYTES = 64 * 1024 * 1024;

/** Tokens of one prefill step of a model that gives the last logits alone. */
const LARGEST_PREFILL = 512;

/**
 * From so many positions on, tokens are faster fed one by one: with several rows GroupQueryAttention takes six times as long
 * for each row and position, and products with the weights a third (docs/decisions/0012). Infinity where several rows gain
 * more: with quantised weights.
 */
function firstSingle({ attention, head, layers }: ModelKind, isQuantised: boolean): number {
  if (attention !== 'GroupQueryAttention' || isQuantised) return Infinity;
  return Math.round(0.6 * head.columns + head.rows / (20 * layers));
}

/** Values at `pointer` of the heap; float16 is converted into a copy. */
function readFloats(module: OrtModule, element: HeapElement, pointer: number, count: number): Float32Array {
  const { buffer } = module.HEAPU8;
  if (element === 'float32') return new Float32Array(buffer, pointer, count);
  return halfToFloat(new Uint16Array(buffer, pointer, count));
}

/** Memory for the logits of one position, [1, 1, rows]. */
export interface WasmLogits {
  readonly handle: number;
  readonly pointer: number;
  /** Those of the vocabulary; a view of the heap where they are float32. */
  values(): Float32Array;
  free(): void;
}

/** One forward pass of one sequence. */
export interface WasmStep {
  readonly ids: readonly number[];
  /** Positions that the cache holds before it. */
  readonly length: number;
  readonly cache: WasmCache;
  readonly logits: WasmLogits;
  /** Is shown the logits of all ids, [ids, width]: a view that the next step overwrites. */
  readonly readRows: ((values: Float32Array, width: number) => void) | undefined;
  /** Is shown the hidden states, [ids, hiddenSize]: a view likewise. */
  readonly readHidden: ((values: Float32Array) => void) | undefined;
}

/** The names of a model's inputs and outputs, in the order in which they are bound. */
export function boundNames(kind: ModelKind): { readonly inputs: string[]; readonly outputs: string[] } {
  const { past, present } = cacheLayout(kind);
  return {
    inputs: [
      'input_ids',
      'attention_mask',
      ...(kind.positionIds ? ['position_ids'] : []),
      ...(kind.logitsToKeep ? ['num_logits_to_keep'] : []),
      ...past,
    ],
    // Hidden states last: a run computes a first part of the list.
    outputs: ['logits', ...present, ...(kind.hiddenStates ? ['hidden_states'] : [])],
  };
}

/** A loaded model and the memory that every step of every sequence writes its inputs to. */
export class WasmModel {
  readonly #session: WasmSession;
  readonly #kind: ModelKind;
  readonly #layout: CacheLayout;
  readonly #vocabularySize: number;
  readonly #firstSingle: number;
  readonly #ids: number;
  readonly #positions: number;
  /** Ones, as many as the context is long. */
  readonly #mask: number;
  readonly #keepLast: number;
  readonly #keepAll: number;

  /** `isQuantised`: its products are. */
  constructor(
    session: WasmSession,
    kind: ModelKind,
    contextLength: number,
    vocabularySize: number,
    isQuantised: boolean,
  ) {
    const { module } = session;
    this.#session = session;
    this.#kind = kind;
    this.#layout = cacheLayout(kind);
    this.#vocabularySize = vocabularySize;
    this.#firstSingle = firstSingle(kind, isQuantised);
    this.#ids = allocate(module, 8 * contextLength);
    this.#positions = allocate(module, 8 * contextLength);
    this.#mask = allocate(module, 8 * contextLength);
    this.#keepLast = allocate(module, 8);
    this.#keepAll = allocate(module, 8);
    writeIntegers(module, this.#mask, new Uint8Array(contextLength).fill(1));
    writeIntegers(module, this.#keepLast, [1]);
    writeIntegers(module, this.#keepAll, [0]);
  }

  /** Most tokens of a forward pass after `length`; fewer where the logits of all of them are to be read. */
  largestStep(length: number, readsRows: boolean): number {
    const most =
      this.#kind.logitsToKeep && !readsRows
        ? LARGEST_PREFILL
        : Math.floor(LARGEST_LOGITS_BYTES / (4 * this.#kind.head.rows));
    return Math.max(1, Math.min(most, this.#firstSingle - length));
  }

  newCache(contextLength: number): WasmCache {
    const { module } = this.#session;
    return this.#kind.attention === 'GroupQueryAttention'
      ? new StaticCache(module, this.#layout, contextLength)
      : new DynamicCache(module, this.#layout);
  }

  newLogits(): WasmLogits {
    const { module } = this.#session;
    const { logits: element, head } = this.#kind;
    const pointer = allocate(module, head.rows * elementBytes(element));
    const handle = wrapTensor(module, element, pointer, [1, 1, head.rows]);
    const count = Math.min(head.rows, this.#vocabularySize);
    return {
      handle,
      pointer,
      values: () => readFloats(module, element, pointer, count),
      free() {
        module._OrtReleaseTensor(handle);
        module._free(pointer);
      },
    };
  }

  /** Feeds ids and leaves the logits after the last of them in `logits`. Throws `engine-failed` when the run fails. */
  async forward({ ids, length, cache, logits, readRows, readHidden }: WasmStep): Promise<void> {
    const { module, inputs, outputs } = this.#session;
    const { positionIds, logitsToKeep, head, logits: element } = this.#kind;
    const total = length + ids.length;
    cache.reserve(total);
    writeIntegers(module, this.#ids, ids);
    const dims = [1, ids.length];
    const made = [
      wrapTensor(module, 'int64', this.#ids, dims),
      wrapTensor(module, 'int64', this.#mask, [1, total]),
      ...(positionIds ? [this.#positionTensor(length, dims)] : []),
      ...(logitsToKeep ? [wrapTensor(module, 'int64', readRows ? this.#keepAll : this.#keepLast, [])] : []),
    ];
    made.forEach((handle, index) => inputs.set(index, handle));
    cache.past.forEach((handle, index) => inputs.set(made.length + index, handle));
    const isOneRow = ids.length === 1 || (logitsToKeep && !readRows);
    const layers = cache.present.length;
    outputs.set(0, isOneRow ? logits.handle : 0);
    cache.present.forEach((handle, index) => outputs.set(1 + index, handle));
    if (readHidden) outputs.set(1 + layers, 0);
    try {
      await this.#run(1 + layers + (readHidden ? 1 : 0));
    } finally {
      for (const handle of made) module._OrtReleaseTensor(handle);
    }
    if (isOneRow) readRows?.(readFloats(module, element, logits.pointer, head.rows), head.rows);
    else this.#readAllRows(outputs.get(0), ids.length, logits, readRows);
    cache.take(cache.present.map((_, index) => outputs.get(1 + index)));
    if (!readHidden) return;
    const hidden = outputs.get(1 + layers);
    readHidden(readFloats(module, this.#layout.element, tensorPointer(module, hidden), ids.length * head.columns));
    module._OrtReleaseTensor(hidden);
  }

  /** Logits that a run allocated, [rows, head.rows]: the last row is kept, the tensor given back. */
  #readAllRows(tensor: number, rows: number, logits: WasmLogits, read: WasmStep['readRows']): void {
    const { module } = this.#session;
    const { head, logits: element } = this.#kind;
    const pointer = tensorPointer(module, tensor);
    read?.(readFloats(module, element, pointer, rows * head.rows), head.rows);
    const rowBytes = head.rows * elementBytes(element);
    const last = pointer + (rows - 1) * rowBytes;
    module.HEAPU8.copyWithin(logits.pointer, last, last + rowBytes);
    module._OrtReleaseTensor(tensor);
  }

  #positionTensor(length: number, dims: readonly number[]): number {
    const { module } = this.#session;
    const count = dims[1] ?? 0;
    writeIntegers(
      module,
      this.#positions,
      Array.from({ length: count }, (_, index) => length + index),
    );
    return wrapTensor(module, 'int64', this.#positions, dims);
  }

  async #run(outputCount: number): Promise<void> {
    try {
      await this.#session.run(outputCount);
    } catch (caught) {
      const message = caught instanceof Error ? caught.message : String(caught);
      throw new ProblemError(
        'engine-failed',
        `The wasm engine stopped: ${message}`,
        'Load the model again, or choose the other engine.',
        { cause: caught },
      );
    }
  }

  release(): void {
    const { module } = this.#session;
    for (const pointer of [this.#ids, this.#positions, this.#mask, this.#keepLast, this.#keepAll])
      module._free(pointer);
    this.#session.release();
  }
}
