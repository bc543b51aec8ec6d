import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { ProblemError } from '../../../control/errors.ts';
import type { EngineInfo } from '../../engine.ts';
import type { CheckedModel } from '../checked-model.ts';
import { ControlHead } from './control-head.ts';
import { LARGEST_STEP, StaticMemory, type MemoryPlan } from './static-memory.ts';

/** What the sequences of one engine share. */
export interface StaticContext extends CheckedModel {
  readonly session: InferenceSession;
  readonly plan: MemoryPlan;
  readonly info: EngineInfo;
}

/** The device's side of an engine with static caches: one session, one control head, and every sequence's memory. */
export class StaticEngine {
  readonly context: StaticContext;
  readonly head: ControlHead;
  readonly lost: Promise<string>;
  readonly #memories = new Set<StaticMemory>();
  #rows: GPUBuffer | undefined;
  #disposed = false;
  #lost: string | undefined;

  constructor(context: StaticContext) {
    this.context = context;
    const { gpu } = context.plan;
    this.head = new ControlHead(gpu, context.info.vocabularySize);
    this.lost = this.#watch(gpu.device);
  }

  /** Resolves with what the browser says; pending where the device goes because the engine was closed. */
  async #watch({ lost }: GPUDevice): Promise<string> {
    const { message, reason } = await lost;
    if (this.#disposed) return new Promise(() => undefined);
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
    if (this.#disposed) {
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

  /** Inside `perform`. */
  async newMemory(): Promise<StaticMemory> {
    return this.#keep(await StaticMemory.make(this.context.plan));
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
      if (this.#memories.delete(memory)) memory.destroy();
    });
  }

  /** Room for the logits of every position of a step; what is there goes with the next step. */
  get rows(): GPUBuffer {
    const { gpu, kind } = this.context.plan;
    this.#rows ??= gpu.buffer(4 * LARGEST_STEP * kind.head.rows);
    return this.#rows;
  }

  /** Inside `perform`. */
  async run(feeds: Record<string, Tensor>, fetches: Record<string, Tensor>): Promise<void> {
    await this.context.session.run(feeds, fetches);
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.context.queue.add(async () => {
      for (const memory of this.#memories) memory.destroy();
      this.#memories.clear();
      this.#rows?.destroy();
      this.head.dispose();
      this.context.plan.gpu.dispose();
      await this.context.session.release();
    });
  }
}
