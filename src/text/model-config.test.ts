import { describe, expect, it } from 'vitest';
import { ponderJson } from '../testing/ponder.ts';
import { renderChat } from './chat.ts';
import { readModelConfig } from './model-config.ts';

describe('readModelConfig', () => {
  const good = [{ max_position_embeddings: 64 }, { eos_token_id: [1, 2] }, { chat_template: 'x' }] as const;

  it('reads what decoding needs, one stop id or several', () => {
    expect(readModelConfig(...good)).toEqual({ contextLength: 64, stopIds: new Set([1, 2]), chatTemplate: 'x' });
    expect(readModelConfig(good[0], { eos_token_id: 5 }, good[2]).stopIds).toEqual(new Set([5]));
  });

  it.each([
    ['config.json', [{}, good[1], good[2]]],
    ['generation_config.json', [good[0], { eos_token_id: 'end' }, good[2]]],
    ['tokenizer_config.json', [good[0], good[1], null]],
  ] as const)('names %s when it is wrong', (file, [config, generation, tokenizer]) => {
    expect(() => readModelConfig(config, generation, tokenizer)).toThrow(file);
  });
});

describe('renderChat', () => {
  it("opens the assistant's thinking after the visitor's words", () => {
    const { chatTemplate } = readModelConfig(
      ponderJson('config.json'),
      ponderJson('generation_config.json'),
      ponderJson('tokenizer_config.json'),
    );
    const prompt = renderChat(chatTemplate, [{ role: 'user', content: 'Hello {{ 7 * 7 }}' }]);
    expect(prompt).toContain('Hello {{ 7 * 7 }}');
    expect(prompt.trimEnd().endsWith('<think>')).toBe(true);
  });

  it('says so when a template fails', () => {
    expect(() => renderChat('{{ raise_exception("no") }}', [])).toThrow(/chat template fails/);
  });
});
