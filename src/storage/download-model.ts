import { ProblemError } from '../control/errors.ts';
import { chooseVariant, type HubEntry } from './catalog.ts';
import { downloadFile, type FetchOptions } from './download-file.ts';
import { planDownload, type DownloadPlan } from './download-plan.ts';
import type { FileStore } from './file-store.ts';
import { HUB, hubFileUrl } from './hub.ts';
import { readRecords, writeRecord, type ModelRecord } from './model-record.ts';
import { storageFull } from './storage-problems.ts';
import { TransferRate, type Rate } from './transfer-rate.ts';

export interface ModelProgress extends Rate {
  readonly stage: 'checking' | 'downloading';
  /** The file under way. */
  readonly path: string;
  /** Of all files, what was there before included. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface ModelDownload {
  readonly entry: HubEntry;
  readonly store: FileStore;
  /** Whether the device computes in 16-bit floats. */
  readonly shaderF16: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ModelProgress) => void;
  /** Bytes that the browser would still keep; undefined when it does not tell. */
  readonly available: () => Promise<number | undefined>;
  readonly hub?: string;
  /** Milliseconds, of any clock that runs forward. */
  readonly now?: () => number;
  readonly retry?: Pick<FetchOptions, 'patience' | 'pause'>;
}

/** A cancelled download is no failure: what came is kept for the next time. */
export type DownloadEnd = 'complete' | 'cancelled';

/** Progress is told at most this often, in milliseconds. */
const INTERVAL = 100;

async function planOf(
  { entry, shaderF16, hub = HUB, signal }: ModelDownload,
  kept: readonly ModelRecord[],
): Promise<ModelRecord> {
  if (entry.refused !== undefined) {
    throw new ProblemError(
      'model-unsupported',
      `${entry.title} cannot be run: ${entry.refused}.`,
      'Nothing was downloaded. Choose another model.',
    );
  }
  const variant = chooseVariant(entry, shaderF16);
  // Without a pin the first download decides on the revision, for all variants: they share their configuration.
  const revision = entry.revision ?? kept[0]?.plan.revision ?? null;
  const same = kept.find(({ plan }) => plan.dtype === variant.dtype && plan.revision === revision);
  if (same) return same;
  return { version: 1, plan: await planDownload({ ...entry, revision }, variant, hub, signal), etags: {} };
}

/** Files of the plan that are finished, of the right size, and had the right hash when they were. */
async function finishedFiles(
  { entry, store }: ModelDownload,
  plan: DownloadPlan,
  kept: readonly ModelRecord[],
): Promise<ReadonlySet<string>> {
  const sizes = new Map(
    (await store.list(entry.id)).flatMap((file) => (file.partial ? [] : [[file.path, file.bytes]])),
  );
  const hashes = new Map(kept.flatMap((record) => record.plan.files.map(({ path, sha256 }) => [path, sha256])));
  const finished = plan.files.filter(({ path, bytes, sha256 }) => {
    const hash = hashes.get(path) ?? null;
    return sizes.get(path) === bytes && hash !== null && (sha256 ?? hash) === hash;
  });
  return new Set(finished.map(({ path }) => path));
}

class Progress {
  readonly #download: ModelDownload;
  readonly #rate = new TransferRate();
  readonly #totalBytes: number;
  #finishedBytes: number;
  #toldAt = -Infinity;
  /** Bytes of the present file that were there before. */
  #first: number | undefined;
  #received = 0;

  constructor(download: ModelDownload, totalBytes: number, finishedBytes: number) {
    this.#download = download;
    this.#totalBytes = totalBytes;
    this.#finishedBytes = finishedBytes;
  }

  tell(path: string, stage: ModelProgress['stage'], bytes: number): void {
    const { now = () => performance.now(), onProgress } = this.#download;
    const loadedBytes = this.#finishedBytes + bytes;
    if (now() - this.#toldAt < INTERVAL && loadedBytes < this.#totalBytes) return;
    this.#toldAt = now();
    if (stage === 'downloading') this.#first ??= bytes;
    const received = this.#received + Math.max(0, bytes - (this.#first ?? bytes));
    const rate = this.#rate.update(now() / 1000, received, this.#totalBytes - loadedBytes);
    onProgress({ stage, path, loadedBytes, totalBytes: this.#totalBytes, ...rate });
  }

  finish(bytes: number): void {
    this.#received += Math.max(0, bytes - (this.#first ?? bytes));
    this.#finishedBytes += bytes;
    this.#first = undefined;
  }
}

const bytesOf = (files: DownloadPlan['files']): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

async function checkRoom({ entry, store, available }: ModelDownload, plan: DownloadPlan): Promise<void> {
  const there = (await store.list(entry.id)).reduce((sum, { bytes }) => sum + bytes, 0);
  const needed = bytesOf(plan.files) - there;
  const room = await available();
  if (room !== undefined && needed > room) throw storageFull(needed, room);
}

async function fetchFiles(download: ModelDownload, record: ModelRecord, finished: ReadonlySet<string>): Promise<void> {
  const { entry, store, signal, hub = HUB, retry } = download;
  const { plan, etags } = record;
  const done = plan.files.filter(({ path }) => finished.has(path));
  const progress = new Progress(download, bytesOf(plan.files), bytesOf(done));
  for (const expected of plan.files) {
    const { path } = expected;
    if (finished.has(path)) continue;
    const file = await store.openPartial(entry.id, path);
    try {
      const url = hubFileUrl(hub, entry.repository, plan.revision, path);
      const sha256 = await downloadFile({ ...expected, url }, file, {
        ...retry,
        signal,
        etag: etags[path] ?? '',
        onProgress: (stage, bytes) => progress.tell(path, stage, bytes),
        async onEtag(etag) {
          if (etags[path] === etag) return;
          etags[path] = etag;
          await writeRecord(store, entry.id, record);
        },
      });
      // Before the file has its name: a finished file is always one that the record vouches for.
      expected.sha256 = sha256;
      delete etags[path];
      await writeRecord(store, entry.id, record);
      await file.finish();
    } catch (caught) {
      file.close();
      throw caught;
    }
    progress.finish(expected.bytes);
  }
}

/**
 * Fetches all files of a model of the hub that are not there yet and holds them to their hashes. Whatever ends it, the
 * next call goes on from there. Throws `model-unsupported`, `model-missing` or `model-damaged`.
 */
export async function downloadModel(download: ModelDownload): Promise<DownloadEnd> {
  const { entry, store, signal } = download;
  try {
    const kept = await readRecords(store, entry.id);
    const record = await planOf(download, kept);
    const finished = await finishedFiles(download, record.plan, kept);
    await checkRoom(download, record.plan);
    await writeRecord(store, entry.id, record);
    await fetchFiles(download, record, finished);
    return 'complete';
  } catch (caught) {
    if (signal.aborted && !(caught instanceof ProblemError)) return 'cancelled';
    throw caught;
  }
}
