import { refusedByServer, webPageInstead } from './storage-problems.ts';

/** A failure that another try may mend. */
export class Interrupted extends Error {}

export interface RangeAnswer {
  /** The first byte that comes: what was asked for, or 0 where the server sends the whole file again. */
  readonly from: number;
  /** Bytes of the whole file, where the server tells it reliably. */
  readonly total: number | undefined;
  /** Of the whole file; '' where the server gives none or does not let pages read it. */
  readonly etag: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** Nothing lies at or beyond the byte that was asked for. */
export interface PastEnd {
  readonly total: number | undefined;
}

const totalOf = (range: string | null): number | undefined => {
  const match = /\/(\d+)$/.exec(range ?? '');
  return match ? Number(match[1]) : undefined;
};

/**
 * `If-Range` makes a server send the whole file when it has changed. To other origins it is left out: it would need a
 * permission (CORS) that hubs may not give. There the ETag of the answer is compared by the caller.
 */
function headersFor(url: string, from: number, etag: string): Record<string, string> {
  if (from === 0) return {};
  const home = (globalThis as { location?: Location }).location?.origin;
  const foreign = home !== undefined && new URL(url, home).origin !== home;
  const strong = etag !== '' && !etag.startsWith('W/');
  return { Range: `bytes=${from}-`, ...(strong && !foreign && { 'If-Range': etag }) };
}

/**
 * Asks for a file from byte `from` on. Throws `Interrupted` for what may pass, `model-missing` for what will not: a
 * refusal, or a web page in place of the file.
 */
export async function requestRange(
  url: string,
  path: string,
  from: number,
  etag: string,
  signal: AbortSignal,
): Promise<RangeAnswer | PastEnd> {
  let response: Response;
  try {
    // The file is kept by us: a copy of a gigabyte in the HTTP cache helps nobody.
    response = await fetch(url, { headers: headersFor(url, from, etag), signal, cache: 'no-store' });
  } catch (caught) {
    throw new Interrupted('no connection', { cause: caught });
  }
  const { status, headers, body } = response;
  const give = async (problem: Error): Promise<never> => {
    await body?.cancel().catch(() => undefined);
    throw problem;
  };
  if (status === 416) {
    await body?.cancel().catch(() => undefined);
    return { total: totalOf(headers.get('content-range')) };
  }
  if (status === 408 || status === 429 || status >= 500)
    return give(new Interrupted(`the server is busy (HTTP ${status})`));
  if (!response.ok || !body) return give(refusedByServer(path, status));
  if ((headers.get('content-type') ?? '').startsWith('text/html')) return give(webPageInstead(path));
  const sent = headers.get('content-range');
  const start = Number(/^bytes (\d+)-/.exec(sent ?? '')?.[1] ?? from);
  if (status === 206 && start !== from) return give(new Interrupted('the server sent another part than was asked for'));
  return { from: status === 206 ? from : 0, total: totalOf(sent), etag: headers.get('etag') ?? '', body };
}

/** The pieces of a body, until it ends or the signal is aborted, whatever the stream makes of that. */
export async function* readBody(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const aborted = new Promise<never>((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  aborted.catch(() => undefined); // nobody may be waiting when it happens
  try {
    while (true) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined); // nothing more is wanted of it, whatever its state
  }
}
