import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Distribution, SparseEdits } from '../../control/distribution.ts';
import { ProblemError } from '../../control/errors.ts';
import { describeDistribution } from '../../control/statistics.ts';
import type { DistributionOptions, Sequence } from '../engine.ts';
import type { OnnxContext } from './onnx-engine.ts';

type Cache = Readonly<Record<string, Tensor>>;

/** Logits of at most this many bytes are computed in one prefill step; longer prompts go in chunks. */
const LARGEST_LOGITS_BYTES = 64 * 1024 * 1024;

/**
 * From 32 rows on, onnxruntime-web 1.30 takes another attention kernel on WebGPU, whose logits were off by 0.2 to 0.4 on
 * the software adapter (docs/decisions/0004). Smaller chunks stay on the kernel that agrees with wasm.
 */
const WEBGPU_PREFILL_ROWS = 16;

/** A sequence on an ONNX model whose cache grows with every step: the outputs `present.*` become the next `past_key_values.*`. */
export class OnnxSequence implements Sequence {
  #ids: number[] = [];
  #cache: Cache;
  #logits = new Float32Array(0);
  readonly #context: OnnxContext;

  constructor(context: OnnxContext) {
    this.#context = context;
    this.#cache = this.#emptyCache();
  }

  get length(): number {
    return this.#ids.length;
  }

  async append(ids: readonly number[]): Promise<void> {
    const { contextLength, vocabularySize, device } = this.#context.info;
    if (this.length + ids.length > contextLength) {
      throw new ProblemError(
        'prompt-too-long',
        `The text has ${this.length + ids.length} tokens, but this model's context holds ${contextLength}.`,
        'Shorten the text.',
      );
    }
    const fitting = Math.max(1, Math.floor(LARGEST_LOGITS_BYTES / (4 * vocabularySize)));
    const chunk = device === 'webgpu' ? Math.min(WEBGPU_PREFILL_ROWS, fitting) : fitting;
    for (let from = 0; from < ids.length; from += chunk) {
      const part = ids.slice(from, from + chunk);
      await this.#context.queue.add(() => this.#forward(part));
    }
  }

  async distribution(edits: SparseEdits, options: DistributionOptions): Promise<Distribution> {
    return describeDistribution(this.#current(), edits, options.temperature);
  }

  async logits(): Promise<Float32Array> {
    return this.#current().slice();
  }

  async rewind(length: number): Promise<void> {
    if (!Number.isInteger(length) || length < 1 || length > this.length) {
      throw new RangeError(`Cannot rewind a sequence of ${this.length} tokens to ${length}.`);
    }
    if (length === this.length) return;
    // The distribution after token length-1 is gone: that token is fed again.
    const last = this.#ids.slice(length - 1, length);
    await this.#context.queue.add(async () => {
      const shorter = await this.#shortenedCache(length - 1);
      this.dispose();
      this.#cache = shorter;
      this.#ids.length = length - 1;
      await this.#forward(last);
    });
  }

  dispose(): void {
    for (const tensor of Object.values(this.#cache)) tensor.dispose();
    this.#cache = {};
    this.#logits = new Float32Array(0);
  }

  #current(): Float32Array {
    if (this.#logits.length === 0) throw new RangeError('A sequence has no distribution before its first token.');
    return this.#logits;
  }

  #emptyCache(): Cache {
    const { runtime, layout } = this.#context;
    const dims = [1, layout.heads, 0, layout.headSize];
    return Object.fromEntries(
      layout.past.map((name) => [name, new runtime.Tensor('float32', new Float32Array(0), dims)]),
    );
  }

  async #forward(ids: readonly number[]): Promise<void> {
    const { runtime, session, layout, info, disposed } = this.#context;
    if (disposed)
      throw new ProblemError(
        'engine-disposed',
        'The engine was closed while a run was going on.',
        'Load the model and run again.',
      );
    const total = this.length + ids.length;
    const feeds: Record<string, Tensor> = {
      ...this.#cache,
      input_ids: new runtime.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      attention_mask: new runtime.Tensor('int64', new BigInt64Array(total).fill(1n), [1, total]),
    };
    const outputs = await this.#run(session, feeds, ['logits', ...layout.present]);
    const logits = outputs['logits'];
    const width = logits?.dims.at(-1) ?? 0;
    const data = (await logits?.getData()) as Float32Array; // float32 by the layout of public models
    const lastRow = (ids.length - 1) * width;
    this.#logits = data.slice(lastRow, lastRow + Math.min(width, info.vocabularySize));
    logits?.dispose();
    const cache: Record<string, Tensor> = {};
    layout.past.forEach((past, index) => {
      const present = outputs[layout.present[index] ?? ''];
      if (present) cache[past] = present;
    });
    for (const tensor of Object.values(this.#cache)) tensor.dispose();
    this.#cache = cache;
    this.#ids.push(...ids);
  }

  async #run(
    session: InferenceSession,
    feeds: Record<string, Tensor>,
    fetches: string[],
  ): Promise<Record<string, Tensor>> {
    try {
      return await session.run(feeds, fetches);
    } catch (caught) {
      const message = caught instanceof Error ? caught.message : String(caught);
      throw new ProblemError(
        'engine-failed',
        `The ${this.#context.info.device} engine stopped: ${message}`,
        'Load the model again, or choose the other engine.',
        { cause: caught },
      );
    }
  }

  /** Copies of the first `length` positions of every cache tensor, [1, heads, length, headSize], on the CPU. */
  async #shortenedCache(length: number): Promise<Cache> {
    const { runtime, layout } = this.#context;
    const { heads, headSize } = layout;
    const shorter: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(this.#cache)) {
      const rows = tensor.dims[2] ?? 0;
      const data = (await tensor.getData()) as Float32Array;
      const kept = new Float32Array(heads * length * headSize);
      for (let head = 0; head < heads; head += 1) {
        const from = head * rows * headSize;
        kept.set(data.subarray(from, from + length * headSize), head * length * headSize);
      }
      shorter[name] = new runtime.Tensor('float32', kept, [1, heads, length, headSize]);
    }
    return shorter;
  }
}
