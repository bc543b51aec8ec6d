import { describe, expect, it } from 'vitest';
import type { DownloadEnd, ModelList, ModelProgress, Outcome, SelfTest } from '../../../workers/protocol.ts';
import type { ModelsClient } from '../session/inference-client.ts';
import { FakeClient, LOADED, settled, testSession } from '../session/test-doubles.ts';
import { createModelsSession } from './models-state.ts';
import { watchSelfTest } from './watch-self-test.ts';

const LIST: ModelList = { models: [], room: { usedBytes: 1, availableBytes: 2, persisted: false } };
const PROBLEM = { code: 'model-missing', message: 'It is gone.', hint: 'Look elsewhere.' } as const;
const PROGRESS: ModelProgress = {
  stage: 'downloading',
  path: 'a',
  loadedBytes: 1,
  totalBytes: 2,
  bytesPerSecond: 0,
  secondsLeft: undefined,
};

/** A worker whose downloads end by hand. */
class FakeModels implements ModelsClient {
  end: (outcome: Outcome<DownloadEnd>) => void = () => undefined;
  tell: (progress: ModelProgress) => void = () => undefined;
  added: Outcome<string> = { ok: true, value: 'local:mine' };
  test: Outcome<SelfTest | null> = { ok: true, value: null };
  machine = () => Promise.resolve({ ok: true, value: { device: 'wasm', reason: 'Because.', adapter: '' } } as const);
  models = () => Promise.resolve({ ok: true, value: LIST } as const);
  deleteModel = () => Promise.resolve({ ok: true, value: null } as const);
  addFolder = () => Promise.resolve(this.added);
  selfTest = () => Promise.resolve(this.test);
  download(_: unknown, onProgress: (progress: ModelProgress) => void) {
    this.tell = onProgress;
    return new Promise<Outcome<DownloadEnd>>((resolve) => (this.end = resolve));
  }
  cancelDownload(): void {
    this.end({ ok: true, value: 'cancelled' });
  }
}

const start = (client = new FakeModels()) => ({ client, models: createModelsSession(client, () => 'wasm') });

describe('the models of the page', () => {
  it('follows a download to its end, and no further', async () => {
    const { client, models } = start();
    const over = models.download('small');
    expect(models.store.getState().downloads).toEqual({ small: null });
    client.tell(PROGRESS);
    expect(models.store.getState().downloads).toEqual({ small: PROGRESS });
    models.cancel('small');
    await over;
    client.tell(PROGRESS);
    expect(models.store.getState()).toMatchObject({ downloads: {}, problems: {}, list: LIST });
  });

  it('keeps what went wrong beside its model until the next try', async () => {
    const { client, models } = start();
    const over = models.download('small');
    client.end({ ok: false, problem: PROBLEM });
    await over;
    expect(models.store.getState().problems).toEqual({ small: PROBLEM });
    void models.download('small');
    expect(models.store.getState().problems).toEqual({});
  });

  it('says what is wrong with a folder, and forgets it when another is taken', async () => {
    const { client, models } = start();
    client.added = { ok: false, problem: PROBLEM };
    expect(await models.addFolder('mine', [])).toBeNull();
    expect(models.store.getState().problems).toEqual({ '': PROBLEM });
    client.added = { ok: true, value: 'local:mine' };
    expect(await models.addFolder('mine', [])).toBe('local:mine');
    expect(models.store.getState().problems).toEqual({});
  });

  it('warns on every page when a GPU computes wrong numbers', async () => {
    const { client, models } = start();
    const lab = testSession(
      Object.assign(new FakeClient(), {
        loadOutcome: { ok: true, value: { ...LOADED, engine: { ...LOADED.engine, device: 'webgpu' } } },
      }),
    );
    watchSelfTest(lab, models);
    const wrong = { passed: false, largestDifference: 3, tolerance: 1e-3, positions: 12, otherTokens: 2 };
    client.test = { ok: true, value: wrong };
    await lab.loadModel('ponder', 'webgpu');
    await settled();
    expect(lab.store.getState().notice).toMatch(/self-test failed/);
    client.test = { ok: true, value: { ...wrong, passed: true } };
    await lab.loadModel('ponder', 'webgpu');
    await settled();
    expect(lab.store.getState().notice).toBeNull();
  });
});
