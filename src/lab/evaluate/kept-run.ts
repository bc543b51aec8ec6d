/**
 * The last run in this browser's IndexedDB, so that a reload loses at most the sample under way: one plan, and every
 * finished sample under its key.
 */
export interface KeptRun {
  readonly plan: unknown;
  readonly samples: readonly unknown[];
}

export interface KeptRuns {
  /** Forgets the run before it. Resolves with false where the browser keeps nothing. */
  begin(plan: unknown): Promise<boolean>;
  addSample(key: string, sample: unknown, plan: unknown): Promise<boolean>;
  read(): Promise<KeptRun | null>;
  forget(): Promise<boolean>;
  /** Does the work unless another tab is at its own; resolves with whether it was done. */
  exclusively(work: () => Promise<void>): Promise<boolean>;
}

const DATABASE = 'second-thought/evaluation';
const PLAN = 'plan';
const SAMPLES = 'samples';

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused.')));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(PLAN);
    request.result.createObjectStore(SAMPLES);
  });
  return answerOf(request);
}

/** One transaction, whole or not at all; false where the browser refuses. */
async function write(change: (plan: IDBObjectStore, samples: IDBObjectStore) => void): Promise<boolean> {
  try {
    const database = await open();
    const transaction = database.transaction([PLAN, SAMPLES], 'readwrite');
    return await new Promise((resolve) => {
      const end = (done: boolean) => (): void => {
        database.close();
        resolve(done);
      };
      transaction.addEventListener('complete', end(true));
      transaction.addEventListener('abort', end(false));
      change(transaction.objectStore(PLAN), transaction.objectStore(SAMPLES));
    });
  } catch {
    return false;
  }
}

export const keptRuns: KeptRuns = {
  exclusively: (work) =>
    navigator.locks.request(DATABASE, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    }),
  begin: (value) =>
    write((plan, samples) => {
      samples.clear();
      plan.put(value, PLAN);
    }),
  addSample: (key, sample, value) =>
    write((plan, samples) => {
      plan.put(value, PLAN);
      samples.put(sample, key);
    }),
  forget: () =>
    write((plan, samples) => {
      plan.clear();
      samples.clear();
    }),
  async read() {
    try {
      const database = await open();
      const transaction = database.transaction([PLAN, SAMPLES]);
      const [plan, samples] = await Promise.all([
        answerOf<unknown>(transaction.objectStore(PLAN).get(PLAN)),
        answerOf<unknown[]>(transaction.objectStore(SAMPLES).getAll()),
      ]);
      database.close();
      return plan === undefined ? null : { plan, samples };
    } catch {
      return null;
    }
  },
};
