import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a stand-in may do instead of answering well. */
export type Fault =
  | 'cut' // breaks the connection off in the middle, as often as `times` says
  | 'html'
  | 'short' // half of the file, as if it were all
  | 'wrong' // one byte changed
  | 'no-length' // neither length nor ranges
  | 'redirect' // to another address of it
  | 'slow' // in small pieces with pauses
  | 'silent' // sends nothing, keeps the connection
  | 'stalled' // half of it, and the rest when all is mended
  | 'busy'
  | 'missing'
  | 'changed'; // another version, with another ETag, that ignores If-Range

export interface StandInOptions {
  readonly repository: string;
  readonly revision: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const WEB_PAGE = '<!doctype html><title>Sign in</title>';

/** A hub in small: the list of one repository and its files, with ranges, ETags, and faults on demand. */
export class StandInHub {
  readonly #options: StandInOptions;
  readonly #faults = new Map<string, { readonly fault: Fault; times: number }>();
  /** Requests for files in order, with the headers that matter. */
  readonly requests: { readonly path: string; readonly range: string; readonly ifRange: string }[] = [];

  /** Send what stalled answers still lack. */
  #rests: (() => void)[] = [];

  constructor(options: StandInOptions) {
    this.#options = options;
  }

  /** The next `times` requests for `path` go wrong; 'list' is the list of files. */
  fail(path: string, fault: Fault, times = Infinity): void {
    this.#faults.set(path, { fault, times });
  }

  mend(): void {
    this.#faults.clear();
    for (const send of this.#rests.splice(0)) send();
  }

  #nextFault(path: string): Fault | undefined {
    const planned = this.#faults.get(path);
    if (!planned || planned.times <= 0) return undefined;
    planned.times -= 1;
    return planned.fault;
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { repository, revision, files } = this.#options;
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname);
    const moved = path.replace(/^\/moved/, '');
    if (path.startsWith(`/api/models/${repository}/revision/`)) {
      if (this.#nextFault('list') === 'html') return void response.setHeader('content-type', 'text/html').end(WEB_PAGE);
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#listing()));
    }
    const prefix = `/${repository}/resolve/${revision}/`;
    const name = moved.startsWith(prefix) ? moved.slice(prefix.length) : '';
    const bytes = files.get(name);
    if (!bytes) return void response.writeHead(404).end('Entry not found');
    this.#send(name, bytes, request, response, path !== moved);
  };

  #listing(): unknown {
    const { revision, files } = this.#options;
    const siblings = [...files].map(([rfilename, bytes]) => ({
      rfilename,
      size: bytes.length,
      // As on the hub: hashes of large files alone are told.
      ...(bytes.length > 20_000 && { lfs: { sha256: createHash('sha256').update(bytes).digest('hex') } }),
    }));
    return { sha: revision, siblings };
  }

  #send(name: string, whole: Uint8Array, request: IncomingMessage, response: ServerResponse, moved: boolean): void {
    const { range = '' } = request.headers;
    const ifRange = String(request.headers['if-range'] ?? '');
    this.requests.push({ path: name, range, ifRange });
    const fault = this.#nextFault(name);
    if (fault === 'missing') return void response.writeHead(404).end('Entry not found');
    if (fault === 'busy') return void response.writeHead(503).end('Busy');
    if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end(WEB_PAGE);
    if (fault === 'redirect' && !moved) {
      return void response.writeHead(302, { location: `/moved${request.url ?? ''}` }).end();
    }
    const bytes = alter(whole, fault);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const headers = { 'content-type': 'application/octet-stream', etag, 'cache-control': 'no-transform' };
    if (fault === 'no-length') return void response.writeHead(200, headers).end(bytes);
    const asked = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
    const from = ifRange === '' || ifRange === etag || fault === 'changed' ? asked : 0;
    if (from > 0 && from >= bytes.length) {
      return void response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    }
    const part = bytes.subarray(from);
    const partial = from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(partial ? 206 : 200, { ...headers, 'content-length': part.length, ...partial });
    const half = Math.ceil(part.length / 2);
    if (fault === 'silent') response.flushHeaders();
    else if (fault === 'stalled') {
      response.write(part.subarray(0, half));
      this.#rests.push(() => response.destroyed || response.end(part.subarray(half)));
    } else if (fault === 'cut') {
      response.write(part.subarray(0, half));
      setTimeout(() => response.destroy(), 50);
    } else if (fault === 'slow') sendSlowly(part, response);
    else response.end(part);
  }
}

function alter(whole: Uint8Array, fault: Fault | undefined): Uint8Array {
  if (fault === 'short') return whole.subarray(0, Math.floor(whole.length / 2));
  if (fault !== 'wrong' && fault !== 'changed') return whole;
  const changed = whole.slice();
  changed[0] = (changed[0] ?? 0) ^ 1;
  return changed;
}

function sendSlowly(bytes: Uint8Array, response: ServerResponse): void {
  const piece = Math.ceil(bytes.length / 20);
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + piece));
    at += piece;
    if (at < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, 50);
  response.on('close', () => clearInterval(timer));
}
