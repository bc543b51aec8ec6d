import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ponderTokenizer } from '../testing/ponder.ts';
import { StreamDecoder } from './stream-decoder.ts';
import { readTokenizer, type Tokenizer } from './tokenizer.ts';

const shared = new URL('../../../shared/tokenizers/', import.meta.url);
const open = (folder: string): Tokenizer => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${folder}/${name}`, shared), 'utf8'));
  return readTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
};

const anyText = fc.string({ unit: 'binary', maxLength: 80 });

/** The composed form that the tokenizer reads; the arbitrary gives no lone surrogates. */
const composed = (text: string): string => text.normalize('NFC');

describe("Ponder's tokenizer", () => {
  const tokenizer = ponderTokenizer();

  it('gives any Unicode text back', () => {
    fc.assert(
      fc.property(anyText, (text) => tokenizer.decode(tokenizer.encode(composed(text))) === composed(text)),
      { numRuns: 500 },
    );
  });

  it('streams any text token by token without losing a character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const decoder = new StreamDecoder(tokenizer);
        const streamed = tokenizer
          .encode(composed(text))
          .map((id) => decoder.push(id))
          .join('');
        expect(streamed + decoder.flush()).toBe(composed(text));
      }),
      { numRuns: 500 },
    );
  });

  it('holds a character back until it is whole', () => {
    const decoder = new StreamDecoder(tokenizer);
    const pieces = tokenizer.encode('a\u{1F600}b').map((id) => decoder.push(id));
    expect(pieces.filter((piece) => piece !== '')).toEqual(['a', '\u{1F600}', 'b']);
  });

  it('has every reflection word of the published code as one token, and the thinking tags', () => {
    for (const text of ['wait', 'Wait', 'but', 'But', 'Alternatively', ' Wait', 'Hmm', '\n\n', '<think>', '</think>']) {
      const id = tokenizer.idOf(text);
      expect(id, text).toBeDefined();
      expect(tokenizer.encode(text)).toEqual([id]);
    }
  });

  it('refuses a file that is no tokenizer', () => {
    for (const file of [{}, { model: {} }, [], 'text'])
      expect(() => readTokenizer(file, {})).toThrow(/tokenizer.json cannot be read/);
  });
});

describe.skipIf(!existsSync(shared))('public tokenizers (../shared/tokenizers)', () => {
  it.each(['qwen2.5', 'qwen3'])('%s: looks words up, streams text, and knows its size', (folder) => {
    const tokenizer = open(folder);
    expect(tokenizer.idOf('Wait')).toBe(14190);
    expect(tokenizer.idOf(' Wait')).toBe(13824);
    expect(tokenizer.idOf('alternatively')).toBeUndefined();
    expect(tokenizer.size).toBe(folder === 'qwen3' ? 151669 : 151665);
    const text = 'Wait, 数学 is \u{1F600} fun.\n\nBut naïve?';
    const decoder = new StreamDecoder(tokenizer);
    expect(
      tokenizer
        .encode(text)
        .map((id) => decoder.push(id))
        .join('') + decoder.flush(),
    ).toBe(text);
  });
});
