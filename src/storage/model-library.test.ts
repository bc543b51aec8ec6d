import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../testing/memory-store.ts';
import { CATALOG, chooseVariant, findModel, type HubEntry } from './catalog.ts';
import { memoryNeeds } from './memory-needs.ts';
import { localFolder } from './model-folder.ts';
import { ModelLibrary } from './model-library.ts';
import { TransferRate } from './transfer-rate.ts';

const room = () => Promise.resolve({ usedBytes: 0, availableBytes: 1e9, persisted: false });
const hubEntries = CATALOG.filter((entry): entry is HubEntry => entry.source === 'hub');
const file = (content = 'x'): Blob => new Blob([content]);
const folder = (paths: readonly string[]) => paths.map((path) => ({ path, file: file(path) }));
const CONFIGURATION = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('the catalog', () => {
  it('pins a model wholly or not at all', () => {
    for (const { revision, files, variants } of hubEntries)
      for (const { bytes, sha256 } of [...files, ...variants.flatMap((variant) => variant.files)]) {
        expect(bytes === null).toBe(revision === null);
        expect(sha256 === null).toBe(revision === null);
      }
  });

  it('has 16-bit floats where the device computes in them, and says so where there is nothing else', () => {
    const qwen = findModel('qwen3-0.6b') as HubEntry;
    expect(chooseVariant(qwen, true).dtype).toBe('q4f16');
    expect(chooseVariant(qwen, false).dtype).toBe('q4');
    const halves = { ...qwen, variants: qwen.variants.filter(({ dtype }) => dtype === 'q4f16') };
    expect(() => chooseVariant(halves, false)).toThrow(/16-bit floats only/);
  });
});

describe('ModelLibrary', () => {
  it('lists what there is, and what is known of it', async () => {
    const { models } = await new ModelLibrary(new MemoryStore(), room).list(false);
    expect(models.map(({ id }) => id)).toEqual(CATALOG.map(({ id }) => id));
    expect(models.find(({ id }) => id === 'ponder')).toMatchObject({ source: 'embedded', ready: true, pinned: true });
    expect(models.find(({ id }) => id === 'qwen3-0.6b')).toMatchObject({ ready: false, tried: false, storedBytes: 0 });
  });

  it('refuses a hybrid before anything is fetched, and opens nothing that is not there', async () => {
    const library = new ModelLibrary(new MemoryStore(), room);
    const unsupported = { problem: { code: 'model-unsupported', message: expect.stringMatching(/hybrid/) as unknown } };
    await expect(library.download('lfm2.5-1.2b-thinking', false, () => undefined)).rejects.toMatchObject(unsupported);
    for (const id of ['qwen3-0.6b', 'local:gone', 'nothing'])
      await expect(library.locate(id, false)).rejects.toMatchObject({ problem: { code: 'model-missing' } });
  });

  it('takes a folder as a model until it is taken away', async () => {
    const library = new ModelLibrary(new MemoryStore(), room);
    const files = folder(
      [...CONFIGURATION, 'onnx/model_q4.onnx', 'onnx/model_q4f16.onnx'].map((path) => `a/b/${path}`),
    );
    expect(library.add('mine', files)).toBe('local:mine');
    expect((await library.list(false)).models.at(-1)).toMatchObject({ id: 'local:mine', source: 'local', ready: true });
    expect(await library.locate('local:mine', true)).toMatchObject({ graph: 'onnx/model_q4f16.onnx' });
    expect(await library.locate('local:mine', false)).toMatchObject({ graph: 'onnx/model_q4.onnx' });
    await library.delete('local:mine');
    await expect(library.locate('local:mine', false)).rejects.toThrow(/not open/);
  });
});

describe('localFolder', () => {
  it('finds files that were dropped without their folders', async () => {
    const { folder: found, graph } = localFolder(
      folder([...CONFIGURATION, 'model_q4.onnx', 'model_q4.onnx_data']),
      false,
    );
    expect(graph).toBe('model_q4.onnx');
    expect(await (await found.file('model_q4.onnx_data')).text()).toBe('model_q4.onnx_data');
    expect(await found.has('reference.json')).toBe(false);
    await expect(found.file('reference.json')).rejects.toThrow(/no file reference\.json/);
  });

  it('names what is missing', () => {
    expect(() => localFolder(folder(['config.json', 'tokenizer.json']), false)).toThrow(
      /tokenizer_config\.json, a graph \(\*\.onnx\) are missing/,
    );
  });
});

describe('memoryNeeds', () => {
  const shape = { layers: 28, kvHeads: 8, headSize: 128, vocabulary: 151_936 };
  const files = [{ path: 'model_q4f16.onnx', bytes: 570_000_000, sha256: null }];

  it('follows from the shape and the sizes of the files', () => {
    const needs = memoryNeeds({ shape, contextLength: 8192 }, { dtype: 'q4f16', files });
    expect(needs).toMatchObject({ weightBytes: 570_000_000, cacheBytes: 2 * 28 * 8 * 128 * 8192 * 2 });
    // Two lanes of 8,192 tokens, each cache there once, and the logits of each.
    expect(needs?.totalBytes).toBe(570_000_000 + 2 * (2 * 28 * 8 * 128 * 8192 * 2 + 4 * 151_936));
    expect(memoryNeeds({ shape, contextLength: 8192 }, { dtype: 'q4', files })?.cacheBytes).toBe(
      2 * (needs?.cacheBytes ?? 0),
    );
  });

  it('is not guessed while a size is not known', () => {
    const unknown = [...files, { path: 'x', bytes: null, sha256: null }];
    expect(memoryNeeds({ shape, contextLength: 8192 }, { dtype: 'q4', files: unknown })).toBeUndefined();
  });
});

it('TransferRate averages over the last seconds and tells the time left', () => {
  const rate = new TransferRate();
  expect(rate.update(0, 0, 1000)).toEqual({ bytesPerSecond: 0, secondsLeft: undefined });
  expect(rate.update(1, 100, 900)).toEqual({ bytesPerSecond: 100, secondsLeft: 9 });
  for (let second = 2; second <= 20; second += 1) rate.update(second, 100 + (second - 1) * 10, 500);
  expect(rate.update(21, 300, 100)).toEqual({ bytesPerSecond: 10, secondsLeft: 10 });
});
