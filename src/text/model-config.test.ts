import { describe, expect, it } from 'vitest';
import { ponderJson } from '../testing/ponder.ts';
import { renderChat } from './chat.ts';
import { readModelConfig } from './model-config.ts';

describe('readModelConfig', () => {
  const good = [{ max_position_embeddings: 64 }, { eos_token_id: [1, 2] }, { chat_template: 'x' }] as const;

  it('reads what decoding needs, one stop id or several', () => {
    const expected = { contextLength: 64, stopIds: new Set([1, 2]), chatTemplate: 'x', bosToken: '', eosToken: '' };
    expect(readModelConfig(...good)).toEqual(expected);
    expect(readModelConfig(good[0], { eos_token_id: 5 }, good[2]).stopIds).toEqual(new Set([5]));
  });

  it('reads special tokens, plain or with their properties', () => {
    const tokens = { chat_template: 'x', bos_token: { content: '<s>', lstrip: false }, eos_token: '</s>' };
    expect(readModelConfig(good[0], good[1], tokens)).toMatchObject({ bosToken: '<s>', eosToken: '</s>' });
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
    const config = readModelConfig(
      ponderJson('config.json'),
      ponderJson('generation_config.json'),
      ponderJson('tokenizer_config.json'),
    );
    const prompt = renderChat(config, [{ role: 'user', content: 'Hello {{ 7 * 7 }}' }]);
    expect(prompt).toContain('Hello {{ 7 * 7 }}');
    expect(prompt.trimEnd().endsWith('<think>')).toBe(true);
  });

  it('gives the template the special tokens', () => {
    const config = {
      chatTemplate: '{{ bos_token }}{{ messages[0].content }}{{ eos_token }}',
      bosToken: 'B',
      eosToken: 'E',
    };
    expect(renderChat(config, [{ role: 'user', content: 'x' }])).toBe('BxE');
  });

  it('says so when a template fails', () => {
    const config = { chatTemplate: '{{ raise_exception("no") }}', bosToken: '', eosToken: '' };
    expect(() => renderChat(config, [])).toThrow(/chat template fails/);
  });
});
