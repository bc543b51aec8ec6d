import { describe, expect, it } from 'vitest';
import type { Outcome, WebLlmModel } from '../../../workers/protocol.ts';
import { createWebLlmSession } from './webllm-state.ts';

const QWEN: WebLlmModel = {
  id: 'webllm:Qwen3-0.6B-q4f32_1-MLC',
  title: 'Qwen3 0.6B',
  quantization: 'q4f32_1',
  memoryBytes: 1_925_000_000,
  contextLength: 4096,
  needsShaderF16: false,
  recurrent: false,
  stored: true,
};
const FAILED = { ok: false, problem: { code: 'internal', message: 'no', hint: 'none' } } as const;

function session(lists: Outcome<readonly WebLlmModel[]>[], deleted: Outcome<null> = { ok: true, value: null }) {
  const asked: string[] = [];
  const webLlm = createWebLlmSession({
    webLlmModels: () => Promise.resolve(lists.shift() ?? FAILED),
    cancelLoad: () => undefined,
    deleteModel(model) {
      asked.push(model);
      return Promise.resolve(deleted);
    },
  });
  return { webLlm, asked };
}

describe('the list of WebLLM', () => {
  it('is read when a visitor asks, and anew after a deletion', async () => {
    const { webLlm, asked } = session([
      { ok: true, value: [QWEN] },
      { ok: true, value: [{ ...QWEN, stored: false }] },
    ]);
    expect(webLlm.store.getState().kind).toBe('hidden');
    await webLlm.show();
    expect(webLlm.store.getState()).toMatchObject({ kind: 'shown', models: [{ stored: true }] });
    await webLlm.remove(QWEN.id);
    expect(asked).toEqual([QWEN.id]);
    expect(webLlm.store.getState()).toMatchObject({ kind: 'shown', models: [{ stored: false }], problem: null });
  });

  it('can be asked for again when it could not be read, and stays when a later reading fails', async () => {
    const { webLlm } = session([FAILED, { ok: true, value: [QWEN] }, FAILED], FAILED);
    await webLlm.show();
    expect(webLlm.store.getState()).toMatchObject({ kind: 'hidden', problem: FAILED.problem });
    await webLlm.show();
    await webLlm.remove(QWEN.id);
    expect(webLlm.store.getState()).toMatchObject({ kind: 'shown', models: [QWEN], problem: FAILED.problem });
  });
});
