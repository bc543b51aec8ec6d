import type { InferenceSession } from 'onnxruntime-web';
import type { Distribution, SparseEdits } from '../../../control/distribution.ts';
import { ProblemError } from '../../../control/errors.ts';
import type { EngineCosts, EngineInfo } from '../../engine.ts';
import type { CheckedModel } from '../checked-model.ts';
import { ControlHead } from './control-head.ts';
import { WITH_GRAPH, WITHOUT_GRAPH } from './graph-capture.ts';
import { LARGEST_STEP, StaticMemory, type MemoryPlan, type WantedLogits } from './static-memory.ts';

/** Steps of the check of graph capture: the first is recorded, the second is a replay. */
const CHECKED_STEPS = 2;

/** What the sequences of one engine share. */
export interface StaticContext extends CheckedModel {
  readonly session: InferenceSession;
  readonly plan: MemoryPlan;
  readonly info: EngineInfo;
}

/** The device's side of an engine with static caches: one session, one control head, and every sequence's memory. */
export class StaticEngine {
  readonly context: StaticContext;
  readonly #head: ControlHead;
  readonly #stages = { submit: 0, describe: 0 };
  #tokensFed = 0;
  readonly lost: Promise<string>;
  readonly #memories = new Set<StaticMemory>();
  #rows: GPUBuffer | undefined;
  #recorded: StaticMemory | undefined;
  #isLent = false;
  /** Asked to close: nothing new begins. */
  #isClosing = false;
  #disposed = false;
  #lost: string | undefined;

  constructor(context: StaticContext) {
    this.context = context;
    const { gpu } = context.plan;
    this.#head = new ControlHead(gpu, context.info.vocabularySize);
    this.lost = this.#watch(gpu.device);
  }

  /** Resolves with what the browser says; pending where the device goes because the engine was closed. */
  async #watch({ lost }: GPUDevice): Promise<string> {
    const { message, reason } = await lost;
    if (this.#isClosing || this.#disposed) return new Promise(() => undefined);
    this.#lost = message || reason;
    return this.#lost;
  }

  /** Runs a task alone on the device. Throws `engine-disposed`, `device-lost` or `engine-failed`. */
  perform<T>(task: () => Promise<T>): Promise<T> {
    return this.context.queue.add(async () => {
      this.#check();
      try {
        return await task();
      } catch (caught) {
        this.#check();
        if (caught instanceof ProblemError || caught instanceof RangeError) throw caught;
        const message = caught instanceof Error ? caught.message : String(caught);
        throw new ProblemError(
          'engine-failed',
          `The webgpu engine stopped: ${message}`,
          'Load the model again, or choose the other engine.',
          { cause: caught },
        );
      }
    });
  }

  #check(): void {
    if (this.#isClosing || this.#disposed) {
      throw new ProblemError(
        'engine-disposed',
        'The engine was closed while a run was going on.',
        'Load the model and run again.',
      );
    }
    if (this.#lost !== undefined) {
      throw new ProblemError(
        'device-lost',
        `The browser took the GPU away: ${this.#lost}.`,
        'Load the model again; a run goes on where it stopped. If it happens again, choose the wasm engine.',
      );
    }
  }

  /** Inside `perform`. The recorded graph reads and writes one memory alone: the first sequence that is open has it. */
  async newMemory(): Promise<StaticMemory> {
    const { plan } = this.context;
    if (plan.captured && !this.#recorded) {
      this.#recorded = await StaticMemory.make(plan);
      this.#memories.add(this.#recorded);
    }
    if (this.#recorded && !this.#isLent) {
      this.#isLent = true;
      return this.#recorded;
    }
    return this.#keep(await StaticMemory.make(plan));
  }

  /** Inside `perform`. */
  async copyMemory(memory: StaticMemory): Promise<StaticMemory> {
    return this.#keep(await memory.copy());
  }

  #keep(memory: StaticMemory): StaticMemory {
    this.#memories.add(memory);
    return memory;
  }

  /** Once everything asked for before is done. */
  release(memory: StaticMemory): void {
    void this.context.queue.add(async () => {
      if (memory === this.#recorded) this.#isLent = false;
      else if (this.#memories.delete(memory)) memory.destroy();
    });
  }

  /** Room for the logits of every position of a step; what is there goes with the next step. */
  get rows(): GPUBuffer {
    const { gpu, kind } = this.context.plan;
    this.#rows ??= gpu.buffer(4 * LARGEST_STEP * kind.head.rows);
    return this.#rows;
  }

  /** Inside `perform`: appends `ids` after the first `past` tokens of a memory. */
  async step(
    memory: StaticMemory,
    ids: readonly number[],
    past: number,
    wanted: WantedLogits = 'last',
    isRecorded = memory === this.#recorded && ids.length === 1,
  ): Promise<void> {
    const start = performance.now();
    const { feeds, fetches } = memory.prepare(ids, past, wanted);
    await this.context.session.run(feeds, fetches, isRecorded ? WITH_GRAPH : WITHOUT_GRAPH);
    this.#tokensFed += ids.length;
    this.#stages.submit += performance.now() - start;
  }

  /** Inside `perform`: describes the logits of a memory. */
  async describe(
    { logits }: StaticMemory,
    edits: SparseEdits,
    temperature: number,
    shift?: GPUBuffer,
  ): Promise<Distribution> {
    const start = performance.now();
    const described = await this.#head.describe(logits, edits, temperature, shift);
    this.#stages.describe += performance.now() - start;
    return described;
  }

  costs(): EngineCosts {
    const { readBackBytes } = this.context.plan.gpu;
    return { tokensFed: this.#tokensFed, readBackBytes, millisecondsByStage: { ...this.#stages } };
  }

  /**
   * Inside the queue, before the first sequence: whether a recorded step gives the same logits as one that is not, when it
   * is recorded and when it is replayed.
   */
  async replaysExactly(): Promise<boolean> {
    const { gpu } = this.context.plan;
    const { vocabularySize } = this.context.info;
    const memory = await this.newMemory();
    const token = (step: number): number => (step + 1) % vocabularySize;
    const rows: Float32Array[] = [];
    for (const isRecorded of [false, true]) {
      for (let step = 0; step < CHECKED_STEPS; step += 1) {
        await this.step(memory, [token(step)], step, 'last', isRecorded);
        rows.push(new Float32Array(await gpu.read(memory.logits, 4 * vocabularySize)));
      }
    }
    this.#isLent = false;
    return rows.every((row, index) =>
      row.every((value, id) => Math.abs(value - (rows[index % CHECKED_STEPS]?.[id] ?? Number.NaN)) <= 1e-4),
    );
  }

  dispose(): Promise<void> {
    this.#isClosing = true;
    return this.context.queue.add(() => this.close());
  }

  /** Inside the queue. */
  async close(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const memory of this.#memories) memory.destroy();
    this.#memories.clear();
    this.#rows?.destroy();
    this.#head.dispose();
    this.context.plan.gpu.dispose();
    await this.context.session.release();
  }
}
