import type { FileStore } from './file-store.ts';
import { isRecord, readRecords } from './model-record.ts';

export interface StoredModel {
  readonly id: string;
  /** On the disk, unfinished files included. */
  readonly bytes: number;
  /** Variants whose files are all there. */
  readonly complete: readonly ('q4' | 'q4f16')[];
  /** Commits its files are of. */
  readonly revisions: readonly string[];
}

/** The models of which anything is kept but what is known of their hashes. */
export async function listStored(store: FileStore): Promise<readonly StoredModel[]> {
  const stored: StoredModel[] = [];
  for (const id of await store.models()) {
    const files = (await store.list(id)).filter(({ path }) => !isRecord(path));
    const sizes = new Map(files.flatMap(({ path, bytes, partial }) => (partial ? [] : [[path, bytes]])));
    const records = await readRecords(store, id);
    const complete = records.filter(({ plan }) => plan.files.every(({ path, bytes }) => sizes.get(path) === bytes));
    if (files.length === 0) continue;
    stored.push({
      id,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      complete: complete.map(({ plan }) => plan.dtype),
      revisions: [...new Set(records.map(({ plan }) => plan.revision))],
    });
  }
  return stored;
}

/** Deletes the files of a model. Its hashes are remembered, so that it is the same model when it comes again. */
export async function deleteStored(store: FileStore, id: string): Promise<void> {
  for (const { path } of await store.list(id)) if (!isRecord(path)) await store.delete(id, path);
}

export interface StorageRoom {
  /** Bytes used by this page, undefined where the browser does not tell. */
  readonly usedBytes: number | undefined;
  readonly availableBytes: number | undefined;
  /** Whether the browser has promised not to clear it when space runs short. Only a page can ask for that. */
  readonly persisted: boolean;
}

export async function storageRoom(): Promise<StorageRoom> {
  const { usage, quota } = await navigator.storage.estimate();
  return {
    usedBytes: usage,
    availableBytes: quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0)),
    persisted: await navigator.storage.persisted(),
  };
}
