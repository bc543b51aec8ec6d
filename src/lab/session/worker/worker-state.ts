import type { Problem } from '../../../control/errors.ts';

/** Retries after which the supervisor gives up and says what to change. */
export const MOST_RETRIES = 2;

/** Codes of what a fresh worker may mend. */
export const WORKER_LOST: ReadonlySet<string> = new Set(['worker-lost', 'device-lost', 'engine-failed']);

/** What the inference worker is at, as its supervisor knows it. */
export type WorkerState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'running' }
  /** It died or lost its device; a fresh one is being started, for the `attempt`-th time. */
  | { readonly kind: 'lost'; readonly reason: Problem; readonly attempt: number }
  /** Given up; a load by hand starts anew. */
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface WorkerCondition {
  readonly state: WorkerState;
  /** Since its last sign of life, while it should have given one; 0 when it is well. */
  readonly silentSeconds: number;
}
