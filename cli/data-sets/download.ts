import { ProblemError } from '../../src/control/errors.ts';

export interface DownloadLimits {
  /** Bytes; what is longer is no file of problems. */
  readonly most: number;
  /** Without a byte for this long, in milliseconds, a download has failed. */
  readonly patience: number;
}

export const LIMITS: DownloadLimits = { most: 64_000_000, patience: 60_000 };

/** `total` is undefined where the server does not say. */
export type OnProgress = (received: number, total: number | undefined) => void;

const AGAIN =
  'Nothing was kept. Run it again, name a mirror with --mirror, or put the file into a folder and use --data DIR.';

function failed(address: string, what: string, hint = AGAIN, cause?: unknown): ProblemError {
  return new ProblemError('task-invalid', `${address} ${what}.`, hint, { cause });
}

function statusHint(status: number): string {
  if (status === 404)
    return 'Its repository, path or revision is gone: correct the catalog, or pin it anew with --pin.';
  if (status === 401 || status === 403) return 'It needs an account. Download it by hand and use --data DIR.';
  return AGAIN;
}

/** Node wraps what happened in "fetch failed" or "terminated". */
function reasonOf(caught: unknown): string {
  const cause = caught instanceof Error && caught.cause instanceof Error ? caught.cause : caught;
  return cause instanceof Error ? cause.message : String(cause);
}

/** The whole body, in memory: files of problems are small, and so none is ever left half written. */
export async function download(
  address: string,
  onProgress: OnProgress = () => undefined,
  { most, patience }: DownloadLimits = LIMITS,
): Promise<Uint8Array> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), patience);
  const tooLong = (bytes: number): ProblemError =>
    failed(address, `is ${bytes} bytes long or longer; the limit is ${most}`, 'Is it the right file? See the catalog.');
  try {
    // Lengths are told of what travels, so it has to travel as it is.
    const response = await fetch(address, { signal: abort.signal, headers: { 'accept-encoding': 'identity' } });
    if (!response.ok || !response.body)
      throw failed(
        address,
        `answered ${response.status} ${response.statusText}`.trimEnd(),
        statusHint(response.status),
      );
    const announced = response.headers.get('content-length');
    const total = announced === null ? undefined : Number(announced);
    if (total !== undefined && total > most) throw tooLong(total);
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), patience);
      chunks.push(chunk);
      received += chunk.length;
      if (received > most) throw tooLong(received);
      onProgress(received, total);
    }
    if (total !== undefined && received !== total) throw failed(address, `ended after ${received} of ${total} bytes`);
    return Buffer.concat(chunks);
  } catch (caught) {
    if (caught instanceof ProblemError) throw caught;
    const what = abort.signal.aborted ? `sent nothing for ${patience / 1000} s` : `cannot be read: ${reasonOf(caught)}`;
    throw failed(address, what, AGAIN, caught);
  } finally {
    clearTimeout(timer);
    abort.abort(); // what was refused half way is not read on
  }
}
