import type { Tensor } from 'onnxruntime-web';
import { ProblemError } from '../../../control/errors.ts';
import { cacheBytesPerToken, elementBytes, type CacheLayout } from '../cache-layout.ts';
import type { ModelKind } from '../model-kind.ts';
import type { OnnxRuntime } from '../runtime.ts';
import type { Gpu } from './gpu.ts';
import { KEPT_POSITIONS, type StaticGraph } from './static-graph.ts';

/** Most tokens of one forward pass. */
export const LARGEST_STEP = 16;

/** Most bytes of one sequence's cache. */
const LARGEST_CACHE = 2 ** 30;

/** Bytes that a token takes in one buffer of the cache. */
const rowBytes = (layout: CacheLayout): number => cacheBytesPerToken(layout) / layout.past.length;

/** Tokens that a sequence can hold on this device: at most `wanted`, what one buffer may have, and a gigabyte in all. */
export function cacheCapacity(layout: CacheLayout, wanted: number, { limits }: GPUDevice): number {
  const buffer = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  return Math.min(
    wanted,
    Math.floor(buffer / rowBytes(layout)),
    Math.floor(LARGEST_CACHE / cacheBytesPerToken(layout)),
  );
}

/** Where a step's logits go: those of its last token into the memory, those of all into a buffer, or none are made. */
export type WantedLogits = 'last' | 'none' | GPUBuffer;

/** What it takes to make the memory of a sequence. */
export interface MemoryPlan {
  readonly gpu: Gpu;
  readonly runtime: OnnxRuntime;
  readonly layout: CacheLayout;
  readonly kind: ModelKind;
  readonly graph: StaticGraph;
  /** Tokens. */
  readonly capacity: number;
  /** The session was made with graph capture. */
  readonly captured: boolean;
}

/**
 * Everything of one sequence that lies on the GPU, at addresses that never change: the cache, one buffer per layer for keys
 * and one for values, each bound as past and as present; the inputs and the outputs of a step.
 */
export class StaticMemory {
  /** Logits of the next token, [rows], float32. */
  readonly logits: GPUBuffer;
  /** Hidden states of the last step, [length, hiddenSize], of the cache's element type. */
  readonly hidden: GPUBuffer;
  readonly #plan: MemoryPlan;
  readonly #cache: readonly GPUBuffer[];
  readonly #ids: GPUBuffer;
  readonly #positions: GPUBuffer;
  readonly #kept: GPUBuffer;
  readonly #lengths: GPUBuffer;
  readonly #total: GPUBuffer;

  private constructor(plan: MemoryPlan) {
    const { gpu, layout, kind, capacity } = plan;
    this.#plan = plan;
    this.#cache = layout.past.map(() => gpu.buffer(capacity * rowBytes(layout)));
    this.logits = gpu.buffer(4 * kind.head.rows);
    this.hidden = gpu.buffer(LARGEST_STEP * kind.head.columns * elementBytes(layout.element));
    this.#ids = gpu.buffer(8 * LARGEST_STEP);
    this.#positions = gpu.buffer(8 * LARGEST_STEP);
    this.#kept = gpu.buffer(8 * LARGEST_STEP);
    this.#lengths = gpu.buffer(4);
    this.#total = gpu.buffer(4);
  }

  /** Throws `engine-failed` where the GPU has no room. */
  static async make(plan: MemoryPlan): Promise<StaticMemory> {
    const { device } = plan.gpu;
    device.pushErrorScope('out-of-memory');
    const memory = new StaticMemory(plan);
    const error = await device.popErrorScope();
    if (!error) return memory;
    memory.destroy();
    throw new ProblemError(
      'engine-failed',
      `The GPU has no room for a text of ${plan.capacity} tokens: ${error.message}`,
      'Close other pages, or choose a smaller model.',
    );
  }

  /** A copy of the cache and the logits. */
  async copy(): Promise<StaticMemory> {
    const { gpu } = this.#plan;
    const copy = await StaticMemory.make(this.#plan);
    gpu.submit((encoder) => {
      const pairs = [
        ...this.#cache.map((from, index) => [from, copy.#cache[index]] as const),
        [this.logits, copy.logits],
      ] as const;
      for (const [from, to] of pairs) if (to) encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
    });
    return copy;
  }

  /**
   * Writes the inputs of a step that appends `ids` after the first `past` tokens; `wanted` as a buffer is [length, rows].
   * Returns what onnxruntime is to read and to write.
   */
  prepare(
    ids: readonly number[],
    past: number,
    wanted: WantedLogits,
  ): { readonly feeds: Record<string, Tensor>; readonly fetches: Record<string, Tensor> } {
    const { gpu, runtime, layout, kind, graph, capacity, captured } = this.#plan;
    const { heads, headSize, element } = layout;
    const length = ids.length;
    const kept = wanted === 'none' ? [] : wanted === 'last' ? [length - 1] : Array.from(ids, (_, index) => index);
    const total = past + length;
    gpu.write(this.#ids, BigInt64Array.from(ids, BigInt));
    gpu.write(this.#kept, BigInt64Array.from(kept, BigInt));
    gpu.write(this.#lengths, Int32Array.of(total - 1));
    gpu.write(this.#total, Int32Array.of(total));
    const on = (gpuBuffer: GPUBuffer, dataType: 'int64' | 'int32' | 'float32' | 'float16', dims: number[]): Tensor =>
      runtime.Tensor.fromGpuBuffer(gpuBuffer, { dataType, dims });
    const feeds: Record<string, Tensor> = {
      input_ids: on(this.#ids, 'int64', [1, length]),
      [graph.sequenceLengths]: on(this.#lengths, 'int32', [1, 1]),
      // Attention reads it on the processor, unless its commands are to be the same for every length.
      [graph.totalLength]: captured
        ? on(this.#total, 'int32', [])
        : new runtime.Tensor('int32', Int32Array.of(total), []),
      [KEPT_POSITIONS]: on(this.#kept, 'int64', [kept.length]),
    };
    if (kind.positionIds) {
      gpu.write(
        this.#positions,
        BigInt64Array.from(ids, (_, index) => BigInt(past + index)),
      );
      feeds['position_ids'] = on(this.#positions, 'int64', [1, length]);
    }
    const fetches: Record<string, Tensor> = {
      logits: on(typeof wanted === 'string' ? this.logits : wanted, 'float32', [1, kept.length, kind.head.rows]),
      [graph.hidden]: on(this.hidden, element, [1, length, kind.head.columns]),
    };
    this.#cache.forEach((buffer, index) => {
      const dims = [1, heads, capacity, headSize];
      feeds[layout.past[index] ?? ''] = on(buffer, element, dims);
      fetches[layout.present[index] ?? ''] = on(buffer, element, dims);
    });
    return { feeds, fetches };
  }

  destroy(): void {
    const { logits, hidden } = this;
    for (const buffer of [
      ...this.#cache,
      logits,
      hidden,
      this.#ids,
      this.#positions,
      this.#kept,
      this.#lengths,
      this.#total,
    ]) {
      buffer.destroy();
    }
  }
}
