import { ProblemError } from '../control/errors.ts';
import { hashPartial, type StreamHash } from './file-hash.ts';
import type { PartialFile } from './file-store.ts';
import { Interrupted, readBody, requestRange } from './range-request.ts';
import { damagedFile, unreachable } from './storage-problems.ts';

export interface FileToFetch {
  readonly url: string;
  readonly path: string;
  readonly bytes: number;
  /** Null: not known before it is there. */
  readonly sha256: string | null;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** `checking`: what was kept of an earlier try is hashed again. */
  readonly onProgress: (stage: 'checking' | 'downloading', bytes: number) => void;
  /** ETag of the answer that what is kept came from; '' when there is none. */
  readonly etag: string;
  /** Told before the first byte of an answer is written. */
  readonly onEtag: (etag: string) => Promise<void>;
  /** Without a byte for this long, in milliseconds, a connection has failed. */
  readonly patience?: number;
  /** Before try n after a failure, in milliseconds. */
  readonly pause?: (failures: number) => number;
}

/** Failures in a row, without a byte between them, after which it is given up. */
const TRIES = 5;
const PATIENCE = 30_000;

const pauseOf = (failures: number): number => 500 * 2 ** failures;

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    }
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** One file on its way: what is on the disk and the hash of exactly that. */
class Download {
  readonly #target: FileToFetch;
  readonly #file: PartialFile;
  readonly #options: FetchOptions;
  #hash: StreamHash;
  #etag: string;

  private constructor(target: FileToFetch, file: PartialFile, options: FetchOptions, hash: StreamHash) {
    this.#target = target;
    this.#file = file;
    this.#options = options;
    this.#hash = hash;
    this.#etag = options.etag;
  }

  static async resume(target: FileToFetch, file: PartialFile, options: FetchOptions): Promise<Download> {
    if (file.size > target.bytes) file.clear();
    return new Download(target, file, options, await Download.#hashOf(file, options));
  }

  static #hashOf(file: PartialFile, { signal, onProgress }: FetchOptions): Promise<StreamHash> {
    return hashPartial(file, async (done) => {
      onProgress('checking', done);
      await wait(0, signal);
    });
  }

  async #restart(): Promise<void> {
    this.#file.clear();
    this.#etag = '';
    this.#hash = await Download.#hashOf(this.#file, this.#options);
  }

  get #complete(): boolean {
    return this.#file.size === this.#target.bytes;
  }

  /** Asks once and writes what comes. */
  async #receive(): Promise<void> {
    const { url, path, bytes } = this.#target;
    const { signal, onEtag, patience = PATIENCE } = this.#options;
    const silence = new AbortController();
    const either = AbortSignal.any([signal, silence.signal]);
    let timer = setTimeout(() => silence.abort(), patience);
    try {
      const answer = await requestRange(url, path, this.#file.size, this.#etag, either);
      if (answer.total !== undefined && answer.total !== bytes)
        throw damagedFile(path, `the server's has ${answer.total} bytes instead of ${bytes}`);
      if (!('body' in answer)) throw damagedFile(path, `the server's ends before byte ${this.#file.size}`);
      const changed = this.#etag !== '' && answer.etag !== '' && answer.etag !== this.#etag;
      if (answer.from !== this.#file.size || (changed && answer.from > 0)) await this.#restart();
      if (answer.from > this.#file.size) throw new Interrupted('the file changed on the server');
      this.#etag = answer.etag;
      await onEtag(answer.etag);
      for await (const chunk of readBody(answer.body, either)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), patience);
        if (this.#file.size + chunk.length > bytes) throw damagedFile(path, `it has more than ${bytes} bytes`);
        this.#file.write(chunk);
        this.#hash.update(chunk);
        this.#options.onProgress('downloading', this.#file.size);
      }
    } catch (caught) {
      if (signal.aborted) throw signal.reason;
      if (caught instanceof ProblemError) throw caught;
      if (silence.signal.aborted) throw new Interrupted(`nothing came for ${patience / 1000} s`, { cause: caught });
      if (caught instanceof Interrupted) throw caught;
      throw new Interrupted('the connection broke off', { cause: caught });
    } finally {
      clearTimeout(timer);
      silence.abort(); // whatever is still coming is not wanted
    }
  }

  /** Until all bytes are there. */
  async #fill(): Promise<void> {
    const { path, bytes } = this.#target;
    const { signal, pause = pauseOf } = this.#options;
    for (let failures = 0; !this.#complete;) {
      const before = this.#file.size;
      let why: Interrupted | undefined;
      try {
        await this.#receive();
      } catch (caught) {
        if (!(caught instanceof Interrupted)) throw caught;
        why = caught;
      }
      if (this.#complete) return;
      failures = this.#file.size > before ? 1 : failures + 1;
      if (failures >= TRIES) {
        if (why) throw unreachable(path, why.message, this.#file.size, why);
        throw damagedFile(path, `it ends after ${this.#file.size} of ${bytes} bytes`);
      }
      await wait(pause(failures), signal);
    }
  }

  /** The SHA-256 of the whole file. */
  async complete(): Promise<string> {
    const { path, sha256 } = this.#target;
    for (let restarts = 0; ; restarts += 1) {
      await this.#fill();
      const found = this.#hash.digest();
      if (sha256 === null || found === sha256) return found;
      // Once more from the start: what was kept of an earlier try may have been another file.
      await this.#restart();
      if (restarts > 0) throw damagedFile(path, `its SHA-256 is ${found} instead of ${sha256}`);
    }
  }
}

/**
 * Fills `file` with the bytes of `target`, going on where an earlier try ended, and returns their SHA-256. The file is
 * left open and unfinished. Throws `model-damaged` for other bytes than promised, after which nothing of them is kept,
 * `model-missing` when they cannot be had, and the signal's reason when it is aborted.
 */
export async function downloadFile(target: FileToFetch, file: PartialFile, options: FetchOptions): Promise<string> {
  try {
    return await (await Download.resume(target, file, options)).complete();
  } catch (caught) {
    if (caught instanceof ProblemError && caught.problem.code === 'model-damaged') file.clear();
    throw caught;
  }
}
