import type { RunEvent } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { Comparison } from './lab-state.ts';

/** What a lane of a comparison says, or why it says no more. */
export type LaneNews = { readonly lane: number } & (
  | { readonly event: RunEvent; readonly problem?: never }
  | { readonly problem: Problem; readonly event?: never }
);

/** Where runs are written down while they go. Nothing here rejects: a run goes on where nothing can be stored. */
export interface RunJournal {
  /**
   * Stores news before they are shown; `comparison` is what is shown so far. Resolves once they are stored, with null, or
   * with why they are not.
   */
  store(comparison: Comparison, news: readonly LaneNews[]): Promise<Problem | null>;
  /** No more news will come of it. Resolves as `store` does. */
  close(comparison: Comparison): Promise<Problem | null>;
}
