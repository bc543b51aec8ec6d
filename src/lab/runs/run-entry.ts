import type { DBSchema } from 'idb';
import type { StoredBatch } from './run-batches.ts';
import type { SavedRun } from './saved-run.ts';

/** A run as it is kept but for its tokens. */
export interface RunEntry extends Omit<SavedRun, 'lanes'> {
  readonly lanes: readonly EntryLane[];
}

export interface EntryLane {
  readonly header: SavedRun['lanes'][number]['trace']['header'];
  readonly tokens: number;
  /** A lane that a reload or a crash cut off has no end. */
  readonly ended: boolean;
  /** The answer and its verdict in words; '' while there is none. */
  readonly answer: string;
}

/** Batches have the number of their writing as the last part of their key. */
export interface RunsSchema extends DBSchema {
  entries: { key: string; value: RunEntry };
  batches: { key: [run: string, lane: number, number: number]; value: StoredBatch };
}
