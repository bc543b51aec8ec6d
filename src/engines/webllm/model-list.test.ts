import * as webLlm from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { filesOf } from './model-files.ts';
import { labIdOf, libraryIdOf } from './model-id.ts';
import { deleteWebLlmModel, findRecord, listWebLlmModels } from './model-list.ts';

const { prebuiltAppConfig } = webLlm;

describe("WebLLM's list", () => {
  it('is that of the library, as far as it thinks before it answers', async () => {
    const asked: string[] = [];
    const hasModelInCache = (id: string): Promise<boolean> => {
      asked.push(id);
      return Promise.resolve(id.startsWith('Qwen3-0.6B-q4f32'));
    };
    const list = await listWebLlmModels({ prebuiltAppConfig, hasModelInCache });
    expect(list.map(({ id }) => id)).toEqual(asked.map(labIdOf));
    expect(list.find(({ id }) => id === 'webllm:Qwen3-0.6B-q4f32_1-MLC')).toEqual({
      id: 'webllm:Qwen3-0.6B-q4f32_1-MLC',
      title: 'Qwen3 0.6B',
      quantization: 'q4f32_1',
      memoryBytes: 1_924_980_000,
      contextLength: 4096,
      needsShaderF16: false,
      recurrent: false,
      stored: true,
    });
    const titles = new Set(list.map(({ title }) => title));
    for (const title of ['Qwen3 8B', 'DeepSeek R1 Distill Qwen 7B', 'DeepSeek R1 Distill Llama 8B']) {
      expect(titles).toContain(title);
    }
    expect(list.filter(({ recurrent }) => recurrent).every(({ title }) => title.startsWith('Qwen3.5'))).toBe(true);
    expect(list.filter(({ title }) => /Embedding|Llama-3/.test(title))).toEqual([]);
  });

  it('tells its ids from those of our catalog, and refuses one that is none of its', () => {
    expect(libraryIdOf('ponder')).toBeUndefined();
    expect(findRecord(webLlm, 'webllm:Qwen3-0.6B-q4f16_1-MLC').model_id).toBe('Qwen3-0.6B-q4f16_1-MLC');
    expect(() => findRecord(webLlm, 'webllm:../../x')).toThrow(/has no model/);
  });

  it('is deleted from through the library', async () => {
    const deleted: string[] = [];
    const deleteModelAllInfoInCache = (id: string): Promise<void> => {
      deleted.push(id);
      return Promise.resolve();
    };
    await deleteWebLlmModel({ prebuiltAppConfig, deleteModelAllInfoInCache }, 'webllm:Qwen3-0.6B-q4f16_1-MLC');
    expect(deleted).toEqual(['Qwen3-0.6B-q4f16_1-MLC']);
  });

  it.each([
    ['https://huggingface.co/mlc-ai/A', 'https://huggingface.co/mlc-ai/A/resolve/main/'],
    ['https://huggingface.co/mlc-ai/A/', 'https://huggingface.co/mlc-ai/A/resolve/main/'],
    ['https://huggingface.co/mlc-ai/A/resolve/dev', 'https://huggingface.co/mlc-ai/A/resolve/dev/'],
  ])('finds the files of %s as the library does', (address, files) => expect(filesOf(address)).toBe(files));
});
