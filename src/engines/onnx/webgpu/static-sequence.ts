import { HEAD_SIZE, type Distribution, type SparseEdits } from '../../../control/distribution.ts';
import type { Matrix } from '../../../control/matrix.ts';
import { CandidateHistory } from '../../../control/srgen/candidates.ts';
import type { Correction, CorrectionRequest } from '../../../control/srgen/correction.ts';
import type { DistributionOptions, OpenOptions, Sequence } from '../../engine.ts';
import { keepCandidates } from '../candidate-rows.ts';
import { correctHiddenState } from '../correct-hidden-state.ts';
import { checkRewind, checkRoom } from '../sequence-limits.ts';
import { HiddenRows } from './hidden-rows.ts';
import type { StaticEngine } from './static-engine.ts';
import { LARGEST_STEP, type StaticMemory } from './static-memory.ts';

/** What a continuation on the side starts from, and must leave as it is. */
interface Floor {
  readonly length: number;
  readonly memory: StaticMemory;
  /** The logits after `length` tokens. */
  readonly logits: GPUBuffer;
}

/**
 * A sequence whose cache stays where it is on the GPU. Its first `length` rows count: a rewind lowers the length, and a
 * continuation on the side writes beyond it and forgets what it wrote. Only when the side goes back further than where it
 * started does it get a cache of its own.
 */
export class StaticSequence implements Sequence {
  readonly #engine: StaticEngine;
  readonly #ids: number[];
  readonly #wantsHidden: boolean;
  readonly #candidates: CandidateHistory | undefined;
  #floor: Floor | undefined;
  #memory: StaticMemory | undefined;
  #hidden: HiddenRows | undefined;
  /** What the latest offset adds to the logits: some strategies add the same one at every position. */
  #shift: { readonly offset: Float64Array; readonly logits: GPUBuffer } | undefined;

  constructor(
    engine: StaticEngine,
    { hidden = false, candidates = 0 }: OpenOptions = {},
    ids: readonly number[] = [],
    floor?: Floor,
  ) {
    this.#engine = engine;
    this.#ids = [...ids];
    this.#wantsHidden = hidden;
    this.#candidates = candidates > 0 ? new CandidateHistory(candidates) : undefined;
    this.#floor = floor;
    this.#memory = floor?.memory;
  }

  get length(): number {
    return this.#ids.length;
  }

  async append(ids: readonly number[]): Promise<void> {
    checkRoom(this.length, ids.length, this.#engine.context.info.contextLength);
    for (let from = 0; from < ids.length; from += LARGEST_STEP) {
      const part = ids.slice(from, from + LARGEST_STEP);
      // What only fills the cache is not projected: the head is a large part of a small model.
      const wanted = from + LARGEST_STEP < ids.length ? 'none' : 'last';
      await this.#engine.perform(() => this.#forward(part, wanted));
    }
  }

  async distribution(edits: SparseEdits, { temperature, offset }: DistributionOptions): Promise<Distribution> {
    const memory = this.#current();
    return this.#engine.perform(async () => {
      const shift = offset && (await this.#shiftBy(offset));
      return this.#engine.describe(memory, edits, temperature, shift);
    });
  }

  async logits(): Promise<Float32Array> {
    const { logits } = this.#current();
    const { plan, info } = this.#engine.context;
    return this.#engine.perform(async () => new Float32Array(await plan.gpu.read(logits, 4 * info.vocabularySize)));
  }

  async hiddenStates(): Promise<Matrix> {
    const hidden = this.#hidden;
    if (!hidden) throw new RangeError('This sequence was opened without hidden states, or has no tokens.');
    return this.#engine.perform(() => hidden.read(this.length));
  }

  async correct(request: CorrectionRequest): Promise<Correction> {
    const hidden = await this.hiddenStates();
    const memory = { hidden, ids: this.#ids, candidates: this.#candidates?.view(request.positions) };
    const queue = { add: <T>(task: () => Promise<T>) => this.#engine.perform(task) };
    return correctHiddenState({ ...this.#engine.context, queue }, memory, request);
  }

  async rewind(length: number): Promise<void> {
    checkRewind(this.length, length);
    if (length === this.length) return;
    const last = this.#ids.slice(length - 1, length);
    await this.#engine.perform(async () => {
      const floor = this.#floor;
      if (floor && length === floor.length) {
        this.#ids.length = length;
        this.#restore(floor);
        return;
      }
      if (floor && length < floor.length) await this.#leaveFloor(floor.memory);
      // The distribution after token length-1 is gone: that token is fed again, onto its own row.
      this.#ids.length = length - 1;
      this.#candidates?.truncate(length - 1);
      await this.#forward(last);
    });
  }

  async aside<T>(task: (side: Sequence) => Promise<T>): Promise<T> {
    const memory = this.#current();
    const { gpu, kind } = this.#engine.context.plan;
    const bytes = 4 * kind.head.rows;
    const floor = await this.#engine.perform(async (): Promise<Floor> => {
      const logits = gpu.buffer(bytes);
      gpu.copy(memory.logits, logits, bytes);
      return { length: this.length, memory, logits };
    });
    const side = new StaticSequence(this.#engine, {}, this.#ids, floor);
    try {
      return await task(side);
    } finally {
      side.dispose();
      // In the queue, after what the side asked for; where the engine is gone there is nothing to restore.
      await this.#engine.perform(async () => this.#restore(floor)).catch(() => undefined);
      floor.logits.destroy();
    }
  }

  dispose(): void {
    const { queue } = this.#engine.context;
    const [memory, hidden, shift] = [this.#memory, this.#hidden, this.#shift];
    if (memory && memory !== this.#floor?.memory) this.#engine.release(memory);
    this.#memory = undefined;
    void queue.add(async () => {
      hidden?.destroy();
      shift?.logits.destroy();
    });
  }

  #current(): StaticMemory {
    if (!this.#memory || this.length === 0) {
      throw new RangeError('A sequence has no distribution before its first token.');
    }
    return this.#memory;
  }

  #restore({ memory, logits }: Floor): void {
    const { gpu, kind } = this.#engine.context.plan;
    gpu.copy(logits, memory.logits, 4 * kind.head.rows);
  }

  /** What lies below the floor belongs to another sequence: from here on this one has its own. */
  async #leaveFloor(shared: StaticMemory): Promise<void> {
    this.#memory = await this.#engine.copyMemory(shared);
    this.#floor = undefined;
  }

  async #forward(ids: readonly number[], wanted: 'last' | 'none' = 'last'): Promise<void> {
    this.#memory ??= await this.#engine.newMemory();
    const memory = this.#memory;
    const rows = this.#candidates && ids.length > 1 ? this.#engine.rows : undefined;
    await this.#engine.step(memory, ids, this.length, rows ?? wanted);
    if (this.#wantsHidden) this.#hiddenRows().put(memory.hidden, this.length, ids.length);
    if (this.#candidates) await this.#keepCandidates(this.#candidates, memory, rows, ids.length);
    this.#ids.push(...ids);
  }

  /** Of every position of the last step, whose logits are in `rows`; after that `memory` has those of the last. */
  async #keepCandidates(
    history: CandidateHistory,
    memory: StaticMemory,
    rows: GPUBuffer | undefined,
    count: number,
  ): Promise<void> {
    const { logits } = memory;
    const { plan, info } = this.#engine.context;
    const bytes = 4 * plan.kind.head.rows;
    for (let row = 0; row < count; row += 1) {
      if (rows) plan.gpu.copy(rows, logits, bytes, row * bytes);
      if (history.count <= HEAD_SIZE) {
        const { base } = await this.#engine.describe(memory, new Map(), 1);
        history.append(base.top.ids, base.top.logits, base.logSumExp);
      } else {
        const values = new Float32Array(await plan.gpu.read(logits, 4 * info.vocabularySize));
        keepCandidates(history, values, values.length, info.vocabularySize);
      }
    }
  }

  #hiddenRows(): HiddenRows {
    const { gpu, kind, layout, capacity } = this.#engine.context.plan;
    this.#hidden ??= new HiddenRows(gpu, layout.element, capacity, kind.head.columns);
    return this.#hidden;
  }

  /** By the head as it is stored: in 32-bit floats that of a large model would take a gigabyte. */
  async #shiftBy(offset: Float64Array): Promise<GPUBuffer> {
    if (this.#shift?.offset === offset) return this.#shift.logits;
    const { plan, info, headLoss } = this.#engine.context;
    const moves = Float32Array.from(await headLoss.moves(offset));
    this.#shift?.logits.destroy();
    const logits = plan.gpu.buffer(4 * info.vocabularySize);
    plan.gpu.write(logits, moves);
    this.#shift = { offset, logits };
    return logits;
  }
}
