import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import * as v from 'valibot';
import { traceSchemas, type TokenRecord } from '../../decoding/trace.ts';
import { storedBatch, wholeLane } from './run-batches.ts';
import type { RunEntry, RunsSchema } from './run-entry.ts';

/** What version 1 kept of a lane in its entry. Its records were in a store of their own, under run, lane and position. */
const laneSchema = v.object({
  header: traceSchemas.header,
  texts: traceSchemas.texts,
  end: v.nullable(traceSchemas.end),
  elapsedMilliseconds: v.number(),
  answer: v.string(),
});
const entrySchema = v.looseObject({ id: v.string(), lanes: v.array(laneSchema) });

interface VersionOne {
  records: { key: [run: string, lane: number, from: number]; value: readonly TokenRecord[] };
}

/** Moves the runs of version 1 of the database to version 2, within the upgrade. What cannot be read is left out. */
export async function moveToBatches(
  database: IDBPDatabase<RunsSchema>,
  transaction: IDBPTransaction<RunsSchema, StoreNames<RunsSchema>[], 'versionchange'>,
): Promise<void> {
  const entries = transaction.objectStore('entries');
  const batches = transaction.objectStore('batches');
  const records = (
    transaction as unknown as IDBPTransaction<VersionOne & RunsSchema, ['records'], 'versionchange'>
  ).objectStore('records');
  for (const value of await entries.getAll()) {
    const read = v.safeParse(entrySchema, value);
    if (!read.success) continue;
    const { id, lanes } = read.output;
    const moved: RunEntry['lanes'][number][] = [];
    for (const [lane, { header, texts, end, elapsedMilliseconds, answer }] of lanes.entries()) {
      const chunks = await records.getAll(IDBKeyRange.bound([id, lane], [id, lane, []]));
      const all = v.safeParse(v.array(traceSchemas.record), chunks.flat());
      if (!all.success) continue;
      const whole = wholeLane({ records: all.output, texts, end, elapsedMilliseconds });
      await batches.put(storedBatch(whole), [id, moved.length, 0]);
      moved.push({ header, tokens: all.output.length, ended: end !== null, answer });
    }
    const { state: _, ...entry } = read.output;
    await entries.put({ ...(entry as unknown as RunEntry), lanes: moved });
  }
  (database as unknown as IDBPDatabase<VersionOne & RunsSchema>).deleteObjectStore('records');
}
