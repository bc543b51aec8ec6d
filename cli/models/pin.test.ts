import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { StandInHub } from '../../src/testing/stand-in-hub.ts';
import { run } from '../models.ts';
import { CATALOG_FILE, readCatalogFile } from './catalog-file.ts';

const ID = 'qwen3-0.6b';
const REVISION = 'c'.repeat(40);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index & 255);
const hash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

const find = (path: string) => {
  const entry = readCatalogFile(path).find(({ id }) => id === ID);
  if (entry?.source !== 'hub') throw new Error('The catalog has changed.');
  return entry;
};

let catalog: string;
let address: string;
let hub: StandInHub;
let files: Map<string, Uint8Array>;

beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true); // what it tells on the way
  const folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  catalog = join(folder, 'catalog.json');
  copyFileSync(CATALOG_FILE, catalog);
  const entry = find(catalog);
  files = new Map([
    ...entry.files.map(({ path }, index) => [path, bytes(100 + index)] as const),
    ...entry.variants.map(({ graph }, index) => [graph, bytes(50_000 + index)] as const),
    [`${entry.variants[0]?.graph ?? ''}_data`, bytes(60_000)] as const,
  ]);
  hub = new StandInHub({ repository: entry.repository, revision: REVISION, files });
  const server = createServer(hub.answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vi.restoreAllMocks();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const place = server.address();
  address = typeof place === 'object' && place ? `http://127.0.0.1:${place.port}` : '';
});

const pin = (): Promise<number> => run(['pin', ID, '--hub', address, '--catalog', catalog]);

describe('npm run models -- pin', () => {
  it('writes revision, size and hash of every file, finds external data, and leaves the rest of the catalog alone', async () => {
    const before = readCatalogFile(catalog);
    expect(await pin()).toBe(0);
    const { revision, files: shared, variants } = find(catalog);
    expect(revision).toBe(REVISION);
    for (const { path, bytes: size, sha256 } of [...shared, ...variants.flatMap((variant) => variant.files)]) {
      expect({ path, size, sha256 }).toEqual({
        path,
        size: files.get(path)?.length,
        sha256: hash(files.get(path) ?? new Uint8Array(0)),
      });
    }
    expect(variants[0]?.files.map(({ path }) => path)).toEqual([variants[0]?.graph, `${variants[0]?.graph}_data`]);
    expect(readCatalogFile(catalog).filter(({ id }) => id !== ID)).toEqual(before.filter(({ id }) => id !== ID));
    // Only what the hub tells no hash of is fetched.
    expect(hub.requests.map(({ path }) => path)).toEqual(shared.map(({ path }) => path));
    const text = readFileSync(catalog, 'utf8');
    await pin();
    expect(readFileSync(catalog, 'utf8')).toBe(text);
  });

  it('writes nothing when a file is not there, cannot be had, or the hub answers with a web page', async () => {
    const before = readFileSync(catalog, 'utf8');
    hub.fail('config.json', 'missing');
    await expect(pin()).rejects.toMatchObject({
      problem: { code: 'model-missing', message: expect.stringMatching(/HTTP 404/) as unknown },
    });
    hub.mend();
    files.delete('tokenizer.json');
    await expect(pin()).rejects.toMatchObject({
      problem: { message: expect.stringMatching(/no file tokenizer\.json/) as unknown },
    });
    hub.fail('list', 'html');
    await expect(pin()).rejects.toMatchObject({ problem: { message: expect.stringMatching(/list of/) as unknown } });
    expect(readFileSync(catalog, 'utf8')).toBe(before);
  });

  it('refuses what it cannot pin', async () => {
    await expect(run(['pin', 'ponder', '--catalog', catalog])).rejects.toThrow(/comes with this repository/);
    await expect(run(['pin', 'nothing', '--catalog', catalog])).rejects.toThrow(/There is no model "nothing"/);
    await expect(run(['pin', ID, '--hub', 'ftp://x', '--catalog', catalog])).rejects.toThrow(/--hub/);
    await expect(run(['pin'])).rejects.toThrow(/No model is named/);
  });
});
