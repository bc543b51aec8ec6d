import type { Distribution, SparseEdits } from '../../../control/distribution.ts';
import { ProblemError } from '../../../control/errors.ts';
import type { Matrix } from '../../../control/matrix.ts';
import { CandidateHistory } from '../../../control/srgen/candidates.ts';
import type { Correction, CorrectionRequest } from '../../../control/srgen/correction.ts';
import { fastPass } from '../../../control/fast-pass.ts';
import { describePass, type Pass } from '../../../control/statistics.ts';
import type { DistributionOptions, EngineInfo, OpenOptions, Sequence } from '../../engine.ts';
import type { SerialQueue } from '../../serial-queue.ts';
import { keepCandidates } from '../candidate-rows.ts';
import { correctHiddenState } from '../correct-hidden-state.ts';
import type { HeadLoss } from '../head-loss.ts';
import { HiddenHistory } from '../hidden-history.ts';
import { LogitShift } from '../../logit-shift.ts';
import { checkRewind, checkRoom } from '../sequence-limits.ts';
import type { WasmCache } from './wasm-cache.ts';
import type { WasmModel } from './wasm-model.ts';

/** What the sequences of one engine share. */
export interface WasmContext {
  readonly model: WasmModel;
  readonly queue: SerialQueue;
  readonly info: EngineInfo;
  /** The output projection, read on first use. */
  readonly projection: () => Matrix;
  /** SRGen's exact loss. */
  readonly headLoss: HeadLoss;
  disposed: boolean;
}

/** What a continuation on the side must leave as it is. */
interface Floor {
  readonly length: number;
  readonly logits: Float32Array;
}

/** A sequence on the wasm build. Its cache and its logits stay in the wasm heap; the statistics read them there. */
export class WasmSequence implements Sequence {
  readonly #context: WasmContext;
  readonly #shift: LogitShift;
  readonly #cache: WasmCache;
  readonly #ids: number[];
  readonly #floor: Floor | undefined;
  readonly #hidden: HiddenHistory | undefined;
  readonly #candidates: CandidateHistory | undefined;
  readonly #readRows: ((values: Float32Array, width: number) => void) | undefined;
  /** Of the next token, [vocabularySize]: a view of memory that the next step writes anew. */
  #logits: Float32Array;
  /** Over these logits: edits of the same logits cost no second pass. */
  #pass: Pass | undefined;

  private constructor(
    context: WasmContext,
    cache: WasmCache,
    ids: readonly number[],
    { hidden = false, candidates = 0 }: OpenOptions,
    floor?: Floor,
  ) {
    this.#context = context;
    this.#shift = new LogitShift(context.projection);
    this.#cache = cache;
    this.#ids = [...ids];
    this.#floor = floor;
    this.#logits = floor?.logits ?? new Float32Array(0);
    this.#hidden = hidden ? new HiddenHistory() : undefined;
    const history = candidates > 0 ? new CandidateHistory(candidates) : undefined;
    this.#candidates = history;
    const { vocabularySize } = context.info;
    this.#readRows = history && ((values, width) => keepCandidates(history, values, width, vocabularySize));
  }

  static open(context: WasmContext, options: OpenOptions = {}): WasmSequence {
    return new WasmSequence(context, context.model.newCache(context.info.contextLength), [], options);
  }

  get length(): number {
    return this.#ids.length;
  }

  async append(ids: readonly number[]): Promise<void> {
    const { info, model, queue } = this.#context;
    checkRoom(this.length, ids.length, info.contextLength);
    let from = 0;
    while (from < ids.length) {
      const most = model.largestStep(this.length, this.#candidates !== undefined);
      const part = from === 0 && ids.length <= most ? ids : ids.slice(from, from + most);
      await queue.add(() => this.#forward(part));
      from += part.length;
    }
  }

  async distribution(edits: SparseEdits, { temperature, offset }: DistributionOptions): Promise<Distribution> {
    const logits = this.#current();
    const positive = temperature > 0 ? temperature : 1;
    if (this.#pass?.tempered.temperature !== positive) this.#pass = fastPass(logits, positive);
    return describePass(logits, this.#pass, edits, offset && this.#shift.of(offset), fastPass);
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
    const { length } = this;
    const floor = { length, logits: this.#current() };
    const side = new WasmSequence(this.#context, this.#cache.side(length), this.#ids, {}, floor);
    try {
      return await task(side);
    } finally {
      side.dispose();
    }
  }

  async rewind(length: number): Promise<void> {
    checkRewind(this.length, length);
    if (length === this.length) return;
    if (length === this.#floor?.length) {
      this.#ids.length = length;
      this.#setLogits(this.#floor.logits);
      return;
    }
    // The distribution after token length-1 is gone: that token is fed again.
    const last = this.#ids.slice(length - 1, length);
    await this.#context.queue.add(async () => {
      this.#cache.shorten(this.length, length - 1);
      this.#ids.length = length - 1;
      this.#hidden?.truncate(length - 1);
      this.#candidates?.truncate(length - 1);
      await this.#forward(last);
    });
  }

  dispose(): void {
    this.#cache.dispose();
    this.#ownLogits?.free();
    this.#ownLogits = undefined;
    this.#setLogits(new Float32Array(0));
  }

  #current(): Float32Array {
    if (this.#logits.length === 0) throw new RangeError('A sequence has no distribution before its first token.');
    return this.#logits;
  }

  #setLogits(logits: Float32Array): void {
    this.#logits = logits;
    this.#pass = undefined;
  }

  /** Where this sequence's steps write their logits. */
  #ownLogits: ReturnType<WasmModel['newLogits']> | undefined;

  async #forward(ids: readonly number[]): Promise<void> {
    const { model, disposed } = this.#context;
    if (disposed) {
      throw new ProblemError(
        'engine-disposed',
        'The engine was closed while a run was going on.',
        'Load the model and run again.',
      );
    }
    this.#ownLogits ??= model.newLogits();
    await model.forward({
      ids,
      length: this.length,
      cache: this.#cache,
      logits: this.#ownLogits,
      readRows: this.#readRows,
      readHidden: this.#hidden && ((values) => this.#hidden?.append(values, ids.length)),
    });
    this.#setLogits(this.#ownLogits.values());
    for (const id of ids) this.#ids.push(id);
  }
}
