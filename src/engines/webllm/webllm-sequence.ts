import type { Distribution, SparseEdits } from '../../control/distribution.ts';
import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import { CandidateHistory } from '../../control/srgen/candidates.ts';
import type { Correction, CorrectionRequest } from '../../control/srgen/correction.ts';
import { likelyLossInFloat64 } from '../../control/srgen/likely-loss.ts';
import { describeFast } from '../../control/fast-pass.ts';
import type { DistributionOptions, OpenOptions, Sequence } from '../engine.ts';
import { keepCandidates } from '../onnx/candidate-rows.ts';
import { correctHiddenState } from '../onnx/correct-hidden-state.ts';
import type { HeadLoss } from '../onnx/head-loss.ts';
import { HiddenHistory } from '../onnx/hidden-history.ts';
import { LogitShift } from '../logit-shift.ts';
import type { WebLlmContext } from './webllm-engine.ts';

/** Logits of at most this many bytes are read back at once where those of every position are wanted. */
const LARGEST_LOGITS_BYTES = 64 * 1024 * 1024;

/** On the CPU: the library has no products of its own for it. */
const HEAD_LOSS: Pick<HeadLoss, 'of'> = { of: likelyLossInFloat64 };

/** A text on a model that WebLLM runs. The library's cache holds it, or is made to hold it when it is fed on. */
export class WebLlmSequence implements Sequence {
  #ids: number[] = [];
  /** Logits of the next token; replaced, never written to. */
  #logits = new Float32Array(0);
  /** Whose text the cache holds: a continuation on the side goes by the name of the sequence it continues. */
  #owner: object = this;
  readonly #hidden: HiddenHistory | undefined;
  readonly #candidates: CandidateHistory | undefined;
  readonly #context: WebLlmContext;
  readonly #shift: LogitShift;

  constructor(context: WebLlmContext, { hidden = false, candidates = 0 }: OpenOptions = {}) {
    if (hidden && !context.hidden) throw new RangeError('This model has no hidden states to keep.');
    this.#context = context;
    this.#shift = new LogitShift(context.projection);
    this.#hidden = hidden ? new HiddenHistory() : undefined;
    this.#candidates = candidates > 0 ? new CandidateHistory(candidates) : undefined;
  }

  get length(): number {
    return this.#ids.length;
  }

  async append(ids: readonly number[]): Promise<void> {
    const { contextLength } = this.#context.info;
    if (this.length + ids.length > contextLength) {
      throw new ProblemError(
        'prompt-too-long',
        `The text has ${this.length + ids.length} tokens, but this model's context holds ${contextLength}.`,
        'Shorten the text.',
      );
    }
    if (ids.length > 0) await this.#context.queue.add(() => this.#feed([...this.#ids, ...ids]));
  }

  async distribution(edits: SparseEdits, { temperature, offset }: DistributionOptions): Promise<Distribution> {
    return describeFast(this.#current(), edits, temperature, offset && this.#shift.of(offset));
  }

  async logits(): Promise<Float32Array> {
    return this.#current().slice();
  }

  async hiddenStates(): Promise<Matrix> {
    return this.#history().matrix();
  }

  async correct(request: CorrectionRequest): Promise<Correction> {
    const { queue, projection } = this.#context;
    const memory = {
      hidden: this.#history().matrix(),
      ids: this.#ids,
      candidates: this.#candidates?.view(request.positions),
    };
    return correctHiddenState({ projection, headLoss: HEAD_LOSS, queue }, memory, request);
  }

  async rewind(length: number): Promise<void> {
    if (!Number.isInteger(length) || length < 1 || length > this.length) {
      throw new RangeError(`Cannot rewind a sequence of ${this.length} tokens to ${length}.`);
    }
    if (length === this.length) return;
    await this.#context.queue.add(() => this.#feed(this.#ids.slice(0, length)));
  }

  async aside<T>(task: (side: Sequence) => Promise<T>): Promise<T> {
    const side = new WebLlmSequence(this.#context);
    side.#ids = [...this.#ids];
    side.#logits = this.#logits;
    side.#owner = this.#owner;
    return task(side);
  }

  dispose(): void {
    const { queue, residents } = this.#context;
    if (this.#owner === this) {
      void queue.add(async () => {
        if (!this.#context.disposed) residents.forget(this);
      });
    }
    this.#logits = new Float32Array(0);
  }

  #current(): Float32Array {
    if (this.#logits.length === 0) throw new RangeError('A sequence has no distribution before its first token.');
    return this.#logits;
  }

  #history(): HiddenHistory {
    if (!this.#hidden) throw new RangeError('This sequence was opened without hidden states.');
    return this.#hidden;
  }

  /** Makes the cache hold `ids` and their logits the present ones. The last id is always fed: its logits are needed. */
  async #feed(ids: readonly number[]): Promise<void> {
    const { engine, model, pipeline, residents, disposed } = this.#context;
    if (disposed) {
      throw new ProblemError(
        'engine-disposed',
        'The engine was closed while a run was going on.',
        'Load the model and run again.',
      );
    }
    try {
      const { held, clear } = residents.prepare(this.#owner, ids, this.#mostHeld(ids));
      if (clear) await engine.resetChat(false, model);
      pipeline.filledKVCacheLength = held;
      this.#logits = await this.#step(ids, held);
      residents.fed(ids.slice(held));
      this.#ids = [...ids];
    } catch (caught) {
      residents.lose();
      if (caught instanceof ProblemError) throw caught;
      const message = caught instanceof Error ? caught.message : String(caught);
      throw new ProblemError(
        'engine-failed',
        `WebLLM stopped: ${message}`,
        'Load the model again; if that fails, choose a smaller one.',
        { cause: caught },
      );
    }
  }

  /** How much the cache may hold already: the last id gives the logits, and hidden states are wanted of every position. */
  #mostHeld(ids: readonly number[]): number {
    const rows = this.#hidden?.matrix().rows ?? Infinity;
    return Math.min(ids.length - 1, rows);
  }

  /** Feeds what comes after the first `held`; returns the logits after the last id, [vocabularySize]. */
  async #step(ids: readonly number[], held: number): Promise<Float32Array<ArrayBuffer>> {
    if (this.#hidden) return this.#stepThroughHidden(ids, held);
    const { engine, model, rawLogits, info } = this.#context;
    const fed = ids.slice(held);
    await engine.forwardTokensAndSample(fed, fed.length > 1, model);
    return rawLogits.take().slice(0, info.vocabularySize);
  }

  async #stepThroughHidden(ids: readonly number[], held: number): Promise<Float32Array<ArrayBuffer>> {
    const { hidden, pipeline, info, readProjection } = this.#context;
    const history = this.#history();
    await readProjection();
    history.truncate(held);
    this.#candidates?.truncate(held);
    const width = info.vocabularySize;
    const most = Math.max(1, Math.min(pipeline.prefillChunkSize, Math.floor(LARGEST_LOGITS_BYTES / (4 * width))));
    let last = new Float32Array(0);
    for (let from = held; from < ids.length; from += most) {
      const part = ids.slice(from, from + most);
      const step = await hidden?.step(part);
      if (!step) throw new RangeError('This model has no hidden states.');
      const padded = step.logits.length / part.length;
      history.append(step.states, part.length);
      if (this.#candidates) keepCandidates(this.#candidates, step.logits, padded, width);
      const start = step.logits.length - padded;
      last = step.logits.slice(start, start + width);
    }
    return last;
  }
}
