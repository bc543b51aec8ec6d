import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Distribution, SparseEdits } from '../../control/distribution.ts';
import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import { CandidateHistory } from '../../control/srgen/candidates.ts';
import type { Correction, CorrectionRequest } from '../../control/srgen/correction.ts';
import { describeFast } from '../../control/fast-pass.ts';
import type { DistributionOptions, OpenOptions, Sequence } from '../engine.ts';
import { keepCandidates } from './candidate-rows.ts';
import { correctHiddenState } from './correct-hidden-state.ts';
import { halfToFloat, type HalfValues } from './half-floats.ts';
import { HiddenHistory } from './hidden-history.ts';
import { disposeCache, emptyCache, shortenCache, type Cache } from './kv-cache.ts';
import { LogitShift } from '../logit-shift.ts';
import type { OnnxContext } from './onnx-engine.ts';
import { checkRewind, checkRoom } from './sequence-limits.ts';

/** Logits of at most this many bytes are computed in one prefill step; longer prompts go in chunks. */
const LARGEST_LOGITS_BYTES = 64 * 1024 * 1024;

/** Tokens of one prefill step of a model that gives the last logits alone. */
const LARGEST_PREFILL = 512;

/**
 * With 32 rows and more, onnxruntime-web 1.30 gives other logits on WebGPU than on wasm, off by more than 1 on the
 * software adapter (docs/decisions/0004). Smaller chunks agree.
 */
const WEBGPU_PREFILL_ROWS = 16;

/**
 * A sequence on an ONNX model whose cache grows with every step: the outputs `present.*` become the next
 * `past_key_values.*`. Cache tensors are never written to, so a continuation can start from them.
 */
export class OnnxSequence implements Sequence {
  #ids: number[] = [];
  #cache: Cache;
  /** Logits of the next token; replaced, never written to. */
  #logits = new Float32Array(0);
  readonly #hidden: HiddenHistory | undefined;
  readonly #candidates: CandidateHistory | undefined;
  readonly #context: OnnxContext;
  readonly #shift: LogitShift;

  constructor(context: OnnxContext, { hidden = false, candidates = 0 }: OpenOptions = {}) {
    this.#context = context;
    this.#shift = new LogitShift(context.projection);
    this.#cache = emptyCache(context);
    this.#hidden = hidden ? new HiddenHistory() : undefined;
    this.#candidates = candidates > 0 ? new CandidateHistory(candidates) : undefined;
  }

  get length(): number {
    return this.#ids.length;
  }

  async append(ids: readonly number[]): Promise<void> {
    const { contextLength, device } = this.#context.info;
    const { head, logitsToKeep } = this.#context.kind;
    checkRoom(this.length, ids.length, contextLength);
    const lastAlone = logitsToKeep && !this.#candidates;
    const fitting = lastAlone ? LARGEST_PREFILL : Math.max(1, Math.floor(LARGEST_LOGITS_BYTES / (4 * head.rows)));
    const chunk = device === 'webgpu' ? Math.min(WEBGPU_PREFILL_ROWS, fitting) : fitting;
    for (let from = 0; from < ids.length; from += chunk) {
      const part = ids.slice(from, from + chunk);
      await this.#context.queue.add(() => this.#forward(part));
    }
  }

  async distribution(edits: SparseEdits, { temperature, offset }: DistributionOptions): Promise<Distribution> {
    return describeFast(this.#current(), edits, temperature, offset && this.#shift.of(offset));
  }

  async logits(): Promise<Float32Array> {
    return this.#current().slice();
  }

  async hiddenStates(): Promise<Matrix> {
    if (!this.#hidden) throw new RangeError('This sequence was opened without hidden states.');
    return this.#hidden.matrix();
  }

  async correct(request: CorrectionRequest): Promise<Correction> {
    const hidden = await this.hiddenStates();
    const memory = { hidden, ids: this.#ids, candidates: this.#candidates?.view(request.positions) };
    return correctHiddenState(this.#context, memory, request);
  }

  async aside<T>(task: (side: Sequence) => Promise<T>): Promise<T> {
    const side = new OnnxSequence(this.#context);
    const shared = this.#cache;
    side.#ids = [...this.#ids];
    side.#cache = shared;
    side.#logits = this.#logits;
    // The side must not dispose what this sequence still reads.
    side.#borrowed = shared;
    try {
      return await task(side);
    } finally {
      side.dispose();
    }
  }

  async rewind(length: number): Promise<void> {
    checkRewind(this.length, length);
    if (length === this.length) return;
    // The distribution after token length-1 is gone: that token is fed again.
    const last = this.#ids.slice(length - 1, length);
    await this.#context.queue.add(async () => {
      this.#replaceCache(await shortenCache(this.#context, this.#cache, length - 1));
      this.#ids.length = length - 1;
      this.#hidden?.truncate(length - 1);
      this.#candidates?.truncate(length - 1);
      await this.#forward(last);
    });
  }

  dispose(): void {
    this.#replaceCache({});
    this.#logits = new Float32Array(0);
  }

  /** The cache of the sequence this one is a side of, until it has one of its own. */
  #borrowed: Cache | undefined;

  #replaceCache(cache: Cache): void {
    if (this.#cache !== this.#borrowed) disposeCache(this.#cache);
    this.#cache = cache;
  }

  #current(): Float32Array {
    if (this.#logits.length === 0) throw new RangeError('A sequence has no distribution before its first token.');
    return this.#logits;
  }

  async #forward(ids: readonly number[]): Promise<void> {
    const { runtime, session, kind, layout, info, disposed } = this.#context;
    if (disposed) {
      throw new ProblemError(
        'engine-disposed',
        'The engine was closed while a run was going on.',
        'Load the model and run again.',
      );
    }
    const total = this.length + ids.length;
    const integers = (values: BigInt64Array, dims: readonly number[]): Tensor =>
      new runtime.Tensor('int64', values, dims);
    const positions = (): BigInt64Array => BigInt64Array.from(ids, (_, index) => BigInt(this.length + index));
    const feeds: Record<string, Tensor> = {
      ...this.#cache,
      input_ids: integers(BigInt64Array.from(ids, BigInt), [1, ids.length]),
      attention_mask: integers(new BigInt64Array(total).fill(1n), [1, total]),
      ...(kind.positionIds && { position_ids: integers(positions(), [1, ids.length]) }),
      ...(kind.logitsToKeep && { num_logits_to_keep: integers(BigInt64Array.of(this.#candidates ? 0n : 1n), []) }),
    };
    const fetches = ['logits', ...layout.present, ...(this.#hidden ? ['hidden_states'] : [])];
    const outputs = await this.#run(session, feeds, fetches);
    const { logits, hidden_states: hidden } = outputs;
    const width = logits?.dims.at(-1) ?? 0;
    const data = await readFloats(logits);
    const lastRow = data.length - width;
    this.#logits = data.slice(lastRow, lastRow + Math.min(width, info.vocabularySize));
    if (this.#candidates) keepCandidates(this.#candidates, data, width, info.vocabularySize);
    if (this.#hidden) this.#hidden.append(await readFloats(hidden), ids.length);
    const cache: Record<string, Tensor> = {};
    layout.past.forEach((past, index) => {
      const present = outputs[layout.present[index] ?? ''];
      if (present) cache[past] = present;
    });
    this.#replaceCache(cache);
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
}

/** The content of an output of floats, wherever it lies; the tensor is given back. */
async function readFloats(tensor: Tensor | undefined): Promise<Float32Array> {
  const data = (await tensor?.getData()) ?? new Float32Array(0);
  tensor?.dispose();
  return tensor?.type === 'float16' ? halfToFloat(data as HalfValues) : (data as Float32Array); // by what was recognised
}
