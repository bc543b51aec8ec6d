/**
 * The service worker: after the first visit the page, and the model that comes with it, work without a network. It keeps
 * the files of one build, whole, and gives them out; everything else goes its usual way.
 */

/** What TypeScript's library for pages leaves out. */
interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  /** Put in front of this script by the build. */
  readonly OFFLINE: { readonly version: string; readonly files: readonly string[] };
}

const scope = globalThis as unknown as Scope;
const { version, files } = scope.OFFLINE;
const PREFIX = 'second-thought/offline/';
/** Of the device that the page uses: each has a runtime of its own, of many megabytes. */
const device = new URLSearchParams(scope.location.search).get('device');
const CACHE = `${PREFIX}${version}/${device === 'webgpu' ? 'webgpu' : 'wasm'}`;
const HOME = './';
/** Servers may say that a file varies by origin or encoding; those of one build do not. */
const KEPT = { cacheName: CACHE, ignoreVary: true };

function isWanted(path: string): boolean {
  if (!path.endsWith('.wasm')) return true;
  return path.includes('asyncify') === (device === 'webgpu');
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([HOME, ...files.filter(isWanted)]);
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The page itself is asked for anew, so that a new build is seen; it is kept for when there is no answer. */
async function home(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (caught) {
    const kept = await caches.match(HOME, KEPT);
    if (kept) return kept;
    throw caught;
  }
}

/** All other files have their content in their name: what is kept is right. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request, KEPT)) ?? fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== scope.location.origin) return;
  event.respondWith(request.mode === 'navigate' ? home(request) : file(request));
});
