import * as v from 'valibot';
import { planSchema, type DownloadPlan } from './download-plan.ts';
import type { FileStore } from './file-store.ts';

/**
 * What is known of a kept model: the plan of its first download, hashes included once its files were there. It outlives
 * the files, so that a model that was deleted is held to the same content when it comes again.
 */
const recordSchema = v.object({
  version: v.literal(1),
  plan: planSchema,
  /** ETags of answers that unfinished files came from. */
  etags: v.record(v.string(), v.string()),
});
export type ModelRecord = v.InferOutput<typeof recordSchema>;

/** One per variant: each has a graph of its own. */
const recordName = (dtype: DownloadPlan['dtype']): string => `record.${dtype}.json`;
export const isRecord = (path: string): boolean => /^record\.\w+\.json$/.test(path);
const LARGEST_RECORD = 1_000_000;

/** Undefined when there is none, or none that can be read. */
export async function readRecord(
  store: FileStore,
  model: string,
  dtype: DownloadPlan['dtype'],
): Promise<ModelRecord | undefined> {
  const file = await store.read(model, recordName(dtype));
  if (!file || file.size > LARGEST_RECORD) return undefined;
  try {
    return v.parse(recordSchema, JSON.parse(await file.text()));
  } catch {
    return undefined; // written by another version, or cut off: as good as none
  }
}

/** Of all variants. */
export async function readRecords(store: FileStore, model: string): Promise<readonly ModelRecord[]> {
  const records = [await readRecord(store, model, 'q4'), await readRecord(store, model, 'q4f16')];
  return records.filter((record) => record !== undefined);
}

export async function writeRecord(store: FileStore, model: string, record: ModelRecord): Promise<void> {
  const file = await store.openPartial(model, recordName(record.plan.dtype));
  file.clear();
  file.write(new TextEncoder().encode(JSON.stringify(record)));
  await file.finish();
}
