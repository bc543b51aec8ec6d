import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { traceSchemas, type TokenRecord } from '../../decoding/trace.ts';
import type { SavedRun } from './saved-run.ts';

/** A run as it is kept but for its tokens. */
export interface RunEntry extends Omit<SavedRun, 'lanes'> {
  readonly lanes: readonly EntryLane[];
  /** A run that a reload or a crash cut off stays `running`. */
  readonly state: 'running' | 'over';
}

export interface EntryLane {
  readonly header: SavedRun['lanes'][number]['trace']['header'];
  readonly texts: SavedRun['lanes'][number]['trace']['texts'];
  readonly end: SavedRun['lanes'][number]['trace']['end'];
  readonly elapsedMilliseconds: number;
  readonly tokens: number;
  /** The answer and its verdict in words; '' while there is none. */
  readonly answer: string;
}

/** Tokens of one lane that go together: new ones since the last time. */
export interface NewRecords {
  readonly lane: number;
  /** Position of the first one. What is kept from there on goes. */
  readonly from: number;
  readonly records: readonly TokenRecord[];
}

/** Where runs are kept. Every call rejects where the browser refuses. */
export interface RunStore {
  /** Newest first. */
  list(): Promise<readonly RunEntry[]>;
  /** Writes the entry and its new tokens, all or nothing. */
  put(entry: RunEntry, news: readonly NewRecords[]): Promise<void>;
  /** Throws `trace-invalid` for a run that is not there or that this version cannot read. */
  read(id: string): Promise<SavedRun>;
  rename(id: string, name: string): Promise<void>;
  delete(id: string): Promise<void>;
}

interface Schema extends DBSchema {
  entries: { key: string; value: RunEntry };
  records: { key: [run: string, lane: number, from: number]; value: readonly TokenRecord[] };
}

const DATABASE = 'second-thought/runs';
const VERSION = 1;

const entrySchema = v.object({
  id: v.string(),
  name: v.string(),
  madeAt: v.number(),
  model: v.string(),
  prompt: v.string(),
  known: v.object({
    gold: v.string(),
    numbers: v.optional(v.array(v.number())),
    target: v.optional(v.number()),
  }),
  reflectionIds: v.array(v.number()),
  lanes: v.array(
    v.object({
      header: traceSchemas.header,
      texts: traceSchemas.texts,
      end: v.nullable(traceSchemas.end),
      elapsedMilliseconds: v.number(),
      tokens: v.number(),
      answer: v.string(),
    }),
  ),
  state: v.picklist(['running', 'over']),
});

function unreadable(cause?: unknown): ProblemError {
  return new ProblemError(
    'trace-invalid',
    'This run is not kept here any more, or another version of this page wrote it.',
    'Reload the page; a run that was exported can be opened from its file.',
    { cause },
  );
}

/** Everything of one run and lane from a position on; arrays come after all numbers. */
const fromPosition = (run: string, lane: number, from: number): IDBKeyRange =>
  IDBKeyRange.bound([run, lane, from], [run, lane, []]);

export function openRunStore(): RunStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(DATABASE, VERSION, {
      upgrade(created) {
        created.createObjectStore('entries', { keyPath: 'id' });
        created.createObjectStore('records');
      },
    });
    return opened;
  };

  async function readEntry(id: string): Promise<RunEntry> {
    const read = v.safeParse(entrySchema, await (await database()).get('entries', id));
    if (!read.success) throw unreadable();
    return read.output;
  }

  async function readRecords(run: string, lane: number): Promise<TokenRecord[]> {
    const chunks = await (await database()).getAll('records', fromPosition(run, lane, 0));
    const read = v.safeParse(v.array(traceSchemas.record), chunks.flat());
    if (!read.success) throw unreadable();
    return read.output;
  }

  return {
    async list() {
      const entries = await (await database()).getAll('entries');
      const readable = entries.flatMap((entry) => {
        const read = v.safeParse(entrySchema, entry);
        return read.success ? [read.output] : [];
      });
      return readable.sort((a, b) => b.madeAt - a.madeAt);
    },
    async put(entry, news) {
      const transaction = (await database()).transaction(['entries', 'records'], 'readwrite');
      const records = transaction.objectStore('records');
      await Promise.all([
        transaction.objectStore('entries').put(entry),
        ...news.map(async ({ lane, from, records: chunk }) => {
          await records.delete(fromPosition(entry.id, lane, from));
          await records.put(chunk, [entry.id, lane, from]);
        }),
        transaction.done,
      ]);
    },
    async read(id) {
      const { lanes, state: _, ...run } = await readEntry(id);
      return {
        ...run,
        lanes: await Promise.all(
          lanes.map(async ({ header, texts, end, elapsedMilliseconds }, lane) => ({
            elapsedMilliseconds,
            trace: { header, texts, end, records: await readRecords(id, lane) },
          })),
        ),
      };
    },
    async rename(id, name) {
      const entry = await readEntry(id);
      await (await database()).put('entries', { ...entry, name });
    },
    async delete(id) {
      const transaction = (await database()).transaction(['entries', 'records'], 'readwrite');
      await Promise.all([
        transaction.objectStore('entries').delete(id),
        transaction.objectStore('records').delete(IDBKeyRange.bound([id], [id, []])),
        transaction.done,
      ]);
    },
  };
}
