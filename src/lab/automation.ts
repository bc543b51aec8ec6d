import type { Problem } from '../control/errors.ts';
import type { Trace } from '../decoding/trace.ts';
import type { LoadedModel, LoadRequest, Outcome } from '../../workers/protocol.ts';

/** One lane as asked for from outside; what is left out takes the model's suggestion or the default. */
export interface LaneRequest {
  readonly strategy: string;
  readonly preset?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface CompareRequest {
  readonly prompt: string;
  readonly lanes: readonly LaneRequest[];
  readonly sampling?: Readonly<Record<string, unknown>>;
  readonly maxTokens?: number;
}

export interface LaneResult {
  readonly trace: Trace;
  /** First position that differs from the first lane; null for the first lane and for equal lanes. */
  readonly divergedAt: number | null;
  readonly answer: string | null;
  readonly reflections: number;
  /** From Run pressed. */
  readonly timings: { readonly firstTokenMilliseconds: number; readonly totalMilliseconds: number };
}

/**
 * The door for command lines and tests: `window.secondThought` does what the buttons do, through the same store, so
 * that the page shows it. Nothing here can do more than a visitor.
 */
export interface Automation {
  load(request: LoadRequest): Promise<Outcome<LoadedModel>>;
  compare(request: CompareRequest): Promise<Outcome<readonly LaneResult[]>>;
  stop(): void;
}

declare global {
  interface Window {
    secondThought?: Automation;
  }
}

export type { Problem };
