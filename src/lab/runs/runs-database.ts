import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import * as v from 'valibot';
import { ProblemError } from '../../control/errors.ts';
import { traceSchemas } from '../../decoding/trace.ts';
import { readBatches, standOf, storedBatch, type LaneBatch } from './run-batches.ts';
import type { RunEntry, RunsSchema } from './run-entry.ts';
import { moveToBatches } from './runs-migration.ts';
import type { SavedRun } from './saved-run.ts';

/** Where runs are kept. Every call rejects where the browser refuses. */
export interface RunStore {
  /** Newest first. */
  list(): Promise<readonly RunEntry[]>;
  /** Writes a run with all its lanes, in place of what was kept of it but for its name and date. */
  put(entry: RunEntry, lanes: readonly LaneBatch[]): Promise<void>;
  /** Adds to the lanes of a run that was `put` here before, all or nothing. Rejects when it is not kept any more. */
  append(id: string, lanes: readonly (LaneBatch | null)[]): Promise<void>;
  /** Writes what the list shows of such a run anew, but for its name and date. */
  describe(entry: RunEntry): Promise<void>;
  /** Throws `trace-invalid` for a run that is not there or that this version cannot read. */
  read(id: string): Promise<SavedRun>;
  rename(id: string, name: string): Promise<void>;
  delete(id: string): Promise<void>;
  has(id: string): Promise<boolean>;
  /** Told when the browser has closed the database, or another page deletes it: what was kept may be gone. */
  onLoss(listener: () => void): void;
}

type Writing = IDBPTransaction<RunsSchema, ('entries' | 'batches')[], 'readwrite'>;

const DATABASE = 'second-thought/runs';
const VERSION = 2;

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
  lanes: v.array(v.object({ header: traceSchemas.header, tokens: v.number(), ended: v.boolean(), answer: v.string() })),
});

function unreadable(cause?: unknown): ProblemError {
  return new ProblemError(
    'trace-invalid',
    'This run is not kept here any more, or another version of this page wrote it.',
    'Reload the page; a run that was exported can be opened from its file.',
    { cause },
  );
}

function abort(transaction: Writing): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already: that is what went wrong.
  }
}

async function checkKept(transaction: Writing, id: string): Promise<void> {
  if ((await transaction.objectStore('entries').getKey(id)) === undefined) throw unreadable();
}

async function putEntry(transaction: Writing, entry: RunEntry): Promise<void> {
  const entries = transaction.objectStore('entries');
  const { name, madeAt, model } = (await entries.get(entry.id)) ?? entry;
  await entries.put({ ...entry, name, madeAt, model });
}

/** Everything of one run, or of one lane of it; arrays come after all numbers. */
const batchesOfRun = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);
const batchesOfLane = (run: string, lane: number): IDBKeyRange => IDBKeyRange.bound([run, lane], [run, lane, []]);

export function openRunStore(): RunStore {
  let opened: Promise<IDBPDatabase<RunsSchema>> | undefined;
  const lossListeners: (() => void)[] = [];
  /** How often each run was written to, since this page began it. */
  const written = new Map<string, number>();

  function database(): Promise<IDBPDatabase<RunsSchema>> {
    const close = (): void => {
      opened?.then(
        (open) => open.close(),
        () => undefined, // It never opened.
      );
      opened = undefined;
    };
    const lose = (): void => {
      close();
      for (const listener of lossListeners) listener();
    };
    opened ??= openDB<RunsSchema>(DATABASE, VERSION, {
      async upgrade(created, from, _, transaction) {
        created.createObjectStore('batches');
        if (from === 1) await moveToBatches(created, transaction);
        else created.createObjectStore('entries', { keyPath: 'id' });
      },
      // Another page deletes it or needs a newer one; the browser has closed it.
      blocking: lose,
      terminated: lose,
    });
    opened.catch(close);
    return opened;
  }

  /** One transaction, all or nothing. A process that ends loses nothing of it; a machine that loses power may. */
  async function write(change: (transaction: Writing) => Promise<unknown>): Promise<void> {
    const open = await database();
    const transaction = open.transaction(['entries', 'batches'], 'readwrite', { durability: 'relaxed' });
    const changed = change(transaction).catch((caught: unknown) => {
      abort(transaction);
      throw caught;
    });
    await Promise.all([changed, transaction.done]);
  }

  async function addBatches(transaction: Writing, id: string, lanes: readonly (LaneBatch | null)[]): Promise<void> {
    const number = written.get(id) ?? 0;
    written.set(id, number + 1);
    const batches = transaction.objectStore('batches');
    await Promise.all(
      lanes.flatMap((batch, lane) => (batch ? [batches.put(storedBatch(batch), [id, lane, number])] : [])),
    );
  }

  async function readEntry(id: string): Promise<RunEntry> {
    const read = v.safeParse(entrySchema, await (await database()).get('entries', id));
    if (!read.success) throw unreadable();
    return read.output;
  }

  async function readLane(run: string, lane: number): Promise<ReturnType<typeof readBatches>> {
    const stored = await (await database()).getAll('batches', batchesOfLane(run, lane));
    try {
      return readBatches(stored);
    } catch (caught) {
      throw unreadable(caught);
    }
  }

  /** The entry of a run that broke off knows nothing of its last tokens. */
  async function caughtUp(entry: RunEntry): Promise<RunEntry> {
    if (entry.lanes.every(({ ended }) => ended)) return entry;
    const batches = (await database()).transaction('batches').store;
    const lanes = entry.lanes.map(async (lane, place) => {
      const last = await batches.openCursor(batchesOfLane(entry.id, place), 'prev');
      return { ...lane, ...standOf(last?.value) };
    });
    return { ...entry, lanes: await Promise.all(lanes) };
  }

  return {
    async list() {
      const entries = await (await database()).getAll('entries');
      const readable = entries.flatMap((entry) => {
        const read = v.safeParse(entrySchema, entry);
        return read.success ? [read.output] : [];
      });
      return Promise.all(readable.toSorted((a, b) => b.madeAt - a.madeAt).map(caughtUp));
    },
    put: (entry, lanes) =>
      write(async (transaction) => {
        await Promise.all([
          putEntry(transaction, entry),
          transaction.objectStore('batches').delete(batchesOfRun(entry.id)),
          addBatches(transaction, entry.id, lanes),
        ]);
      }),
    append: (id, lanes) =>
      write(async (transaction) => {
        await checkKept(transaction, id);
        await addBatches(transaction, id, lanes);
      }),
    describe: (entry) =>
      write(async (transaction) => {
        await checkKept(transaction, entry.id);
        await putEntry(transaction, entry);
      }),
    async read(id) {
      const { lanes, ...run } = await readEntry(id);
      return {
        ...run,
        lanes: await Promise.all(
          lanes.map(async ({ header }, lane) => {
            const { elapsedMilliseconds, ...trace } = await readLane(id, lane);
            return { elapsedMilliseconds, trace: { header, ...trace } };
          }),
        ),
      };
    },
    async rename(id, name) {
      const entry = await readEntry(id);
      await (await database()).put('entries', { ...entry, name });
    },
    async has(id) {
      return (await (await database()).getKey('entries', id)) !== undefined;
    },
    onLoss: (listener) => void lossListeners.push(listener),
    delete: (id) =>
      write((transaction) =>
        Promise.all([
          transaction.objectStore('entries').delete(id),
          transaction.objectStore('batches').delete(batchesOfRun(id)),
        ]),
      ),
  };
}
