import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { MemoryStore } from '../testing/memory-store.ts';
import { StandInHub, type Fault } from '../testing/stand-in-hub.ts';
import type { HubEntry } from './catalog.ts';
import { downloadModel, type ModelDownload, type ModelProgress } from './download-model.ts';
import { deleteStored, listStored } from './stored-models.ts';

const GRAPH = 'onnx/model_q4.onnx';
const REVISION = 'a'.repeat(40);
const graph = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31 + (index >> 8)) & 255);
const config = new TextEncoder().encode('{"max_position_embeddings": 64}');
const files = new Map([
  ['config.json', config],
  [GRAPH, graph],
]);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const unpinned: HubEntry = {
  id: 'small',
  title: 'Small',
  source: 'hub',
  repository: 'someone/small',
  revision: null,
  licence: 'MIT',
  tried: false,
  thinking: { open: '<think>', close: '</think>' },
  suggested: {},
  shape: { layers: 2, kvHeads: 2, headSize: 16, vocabulary: 320 },
  contextLength: 64,
  files: [{ path: 'config.json', bytes: null, sha256: null }],
  variants: [{ dtype: 'q4', graph: GRAPH, files: [{ path: GRAPH, bytes: null, sha256: null }] }],
};
const pinned: HubEntry = {
  ...unpinned,
  revision: REVISION,
  files: [{ path: 'config.json', bytes: config.length, sha256: hashOf(config) }],
  variants: [{ dtype: 'q4', graph: GRAPH, files: [{ path: GRAPH, bytes: graph.length, sha256: hashOf(graph) }] }],
};

let hub: StandInHub;
let store: MemoryStore;
let address: string;

beforeEach(async () => {
  hub = new StandInHub({ repository: 'someone/small', revision: REVISION, files });
  store = new MemoryStore();
  const server = createServer(hub.answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const place = server.address();
  address = typeof place === 'object' && place ? `http://127.0.0.1:${place.port}` : '';
});

/** Long enough for a machine that has other things to do. */
const PATIENT = { patience: 30_000, pause: () => 1 };
/** For a server that says nothing, however long one waits. */
const retryFor = (fault: Fault): NonNullable<ModelDownload['retry']> =>
  fault === 'silent' ? { ...PATIENT, patience: 400 } : PATIENT;

const get = (changes: Partial<ModelDownload> = {}) =>
  downloadModel({
    entry: pinned,
    store,
    shaderF16: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    available: () => Promise.resolve(undefined),
    hub: address,
    retry: PATIENT,
    ...changes,
  });

const bytesOf = async (path: string): Promise<Buffer> =>
  Buffer.from((await (await store.read('small', path))?.arrayBuffer()) ?? new ArrayBuffer(0));

async function expectWhole(): Promise<void> {
  expect((await bytesOf(GRAPH)).equals(graph)).toBe(true);
  expect((await listStored(store))[0]).toMatchObject({ id: 'small', complete: ['q4'], revisions: [REVISION] });
}

const graphRequests = () => hub.requests.filter(({ path }) => path === GRAPH);

describe('downloadModel', () => {
  it('fetches every file once, tells how far it is, and has nothing to do the next time', async () => {
    const seen: ModelProgress[] = [];
    let clock = 0;
    expect(await get({ onProgress: (progress) => seen.push(progress), now: () => (clock += 200) })).toBe('complete');
    await expectWhole();
    expect(seen.at(-1)).toMatchObject({
      loadedBytes: graph.length + config.length,
      totalBytes: graph.length + config.length,
      secondsLeft: 0,
    });
    const requests = hub.requests.length;
    expect(await get()).toBe('complete');
    expect(hub.requests.length).toBe(requests);
  });

  it.each<[Fault, number]>([
    ['cut', 3],
    ['no-length', Infinity],
    ['redirect', Infinity],
    ['slow', Infinity],
    ['silent', 2],
    ['busy', 2],
    ['wrong', 1],
    ['short', 1],
  ])('ends with the right file although the server is: %s', async (fault, times) => {
    hub.fail(GRAPH, fault, times);
    expect(await get({ retry: retryFor(fault) })).toBe('complete');
    await expectWhole();
  });

  it('goes on where the connection broke off, and only if the file is still the same', async () => {
    hub.fail(GRAPH, 'cut', 1);
    await get();
    const [first, second] = graphRequests();
    expect(first).toMatchObject({ range: '', ifRange: '' });
    expect(second?.range).toMatch(/^bytes=1\d{5}-$/);
    expect(second?.ifRange).toMatch(/^"\w+"$/);
  });

  it('starts over when the file has another ETag', async () => {
    hub.fail(GRAPH, 'cut', 1);
    const abort = new AbortController();
    const retry = { ...PATIENT, pause: () => (abort.abort(), 1) };
    expect(await get({ signal: abort.signal, retry })).toBe('cancelled');
    hub.fail(GRAPH, 'changed', 1);
    expect(await get()).toBe('complete');
    await expectWhole();
  });

  it.each<[Fault, string, RegExp]>([
    ['html', 'model-missing', /a web page came/],
    ['missing', 'model-missing', /HTTP 404/],
    ['busy', 'model-missing', /busy \(HTTP 503\)/],
    ['silent', 'model-missing', /nothing came for 0\.4 s/],
    ['wrong', 'model-damaged', /SHA-256 is/],
    ['short', 'model-damaged', /ends before byte|instead of/],
  ])('gives up with a reason, and mends later, when the server is always: %s', async (fault, code, message) => {
    hub.fail(GRAPH, fault);
    await expect(get({ retry: retryFor(fault) })).rejects.toMatchObject({
      problem: {
        code,
        message: expect.stringMatching(message) as unknown,
        hint: expect.stringMatching(/.{20}/) as unknown,
      },
    });
    expect(await store.read('small', GRAPH)).toBeUndefined();
    hub.mend();
    expect(await get()).toBe('complete');
    await expectWhole();
  });

  it('keeps what came before a cancel, and goes on from there', async () => {
    hub.fail(GRAPH, 'slow');
    const abort = new AbortController();
    const onProgress = ({ loadedBytes }: ModelProgress): void => {
      if (loadedBytes > 60_000) abort.abort();
    };
    expect(await get({ signal: abort.signal, onProgress })).toBe('cancelled');
    expect(await store.read('small', GRAPH)).toBeUndefined();
    const [{ bytes } = { bytes: 0 }] = await listStored(store);
    expect(bytes).toBeGreaterThan(60_000);
    hub.mend();
    expect(await get()).toBe('complete');
    expect(graphRequests().at(-1)?.range).toMatch(/^bytes=\d{5,}-$/);
    await expectWhole();
  });

  it('refuses before the first byte what does not fit, and says so when the room runs out on the way', async () => {
    const problem = { problem: { code: 'model-missing', message: expect.stringMatching(/no room/) as unknown } };
    await expect(get({ available: () => Promise.resolve(1000) })).rejects.toMatchObject(problem);
    expect(hub.requests).toHaveLength(0);
    store.room = 100_000;
    await expect(get()).rejects.toMatchObject(problem);
    store.room = Infinity;
    expect(await get()).toBe('complete');
    await expectWhole();
  });

  it('refuses before the first byte what the catalog knows cannot run', async () => {
    await expect(get({ entry: { ...pinned, refused: 'it is a hybrid' } })).rejects.toMatchObject({
      problem: { code: 'model-unsupported', message: expect.stringMatching(/hybrid/) as unknown },
    });
    expect(hub.requests).toHaveLength(0);
  });
});

describe('a model that is not pinned', () => {
  it('is hashed when it first comes, and held to that after it was deleted', async () => {
    expect(await get({ entry: unpinned })).toBe('complete');
    await deleteStored(store, 'small');
    expect(await listStored(store)).toEqual([]);
    hub.fail('config.json', 'wrong');
    await expect(get({ entry: unpinned })).rejects.toMatchObject({ problem: { code: 'model-damaged' } });
    hub.mend();
    expect(await get({ entry: unpinned })).toBe('complete');
    await expectWhole();
  });

  it('is fetched anew where a pin says otherwise than what was kept', async () => {
    await get({ entry: unpinned });
    const other = { ...pinned, files: [{ path: 'config.json', bytes: config.length, sha256: 'f'.repeat(64) }] };
    const newRevision = { ...other, revision: 'b'.repeat(40) };
    await expect(get({ entry: newRevision })).rejects.toMatchObject({ problem: { code: 'model-missing' } });
    expect(hub.requests.filter(({ path }) => path === 'config.json')).toHaveLength(1);
  });

  it('tells a list that is no list', async () => {
    hub.fail('list', 'html');
    await expect(get({ entry: unpinned })).rejects.toMatchObject({
      problem: { code: 'model-missing', message: expect.stringMatching(/list of someone\/small/) as unknown },
    });
  });
});
