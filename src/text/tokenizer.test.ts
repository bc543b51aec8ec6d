import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords } from '../control/reflection-vocabulary.ts';
import { ponderTokenizer } from '../testing/ponder.ts';
import { StreamDecoder } from './stream-decoder.ts';
import { readTokenizer, type Tokenizer } from './tokenizer.ts';

const shared = new URL('../../../shared/tokenizers/', import.meta.url);
const open = (folder: string): Tokenizer => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${folder}/${name}`, shared), 'utf8'));
  return readTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
};

const anyText = fc.string({ unit: 'binary', maxLength: 80 });

/** Again and again with the same tokenizer, which remembers. */
function streamsWholeCharacters(tokenizer: Tokenizer): void {
  const whole = Array.from({ length: tokenizer.size }, (_, id) => id).filter(
    (id) => !tokenizer.textOf(id).includes('\uFFFD'),
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...whole), { minLength: 1, maxLength: 40 }), (ids) => {
      const decoder = new StreamDecoder(tokenizer);
      expect(ids.map((id) => decoder.push(id)).join('')).toBe(tokenizer.decode(ids));
    }),
  );
}

describe("Ponder's tokenizer", () => {
  const tokenizer = ponderTokenizer();

  it('gives any Unicode text back', () => {
    fc.assert(
      fc.property(anyText, (text) => tokenizer.decode(tokenizer.encode(text)) === text),
      { numRuns: 500 },
    );
  });

  it('streams any text token by token without losing a character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const decoder = new StreamDecoder(tokenizer);
        const streamed = tokenizer
          .encode(text)
          .map((id) => decoder.push(id))
          .join('');
        expect(streamed + decoder.flush()).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('streams any tokens of whole characters as they are decoded together', () => streamsWholeCharacters(tokenizer));

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

/** As SentencePiece models are written: "▁" for a space, bytes as a fallback, the first space taken off again. */
const sentencePiece = {
  added_tokens: [],
  pre_tokenizer: null,
  post_processor: null,
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'Prepend', prepend: '▁' },
      { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    ],
  },
  decoder: {
    type: 'Sequence',
    decoders: [
      { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
      { type: 'ByteFallback' },
      { type: 'Fuse' },
      { type: 'Strip', content: ' ', start: 1, stop: 0 },
    ],
  },
  model: {
    type: 'BPE',
    unk_token: '<unk>',
    byte_fallback: true,
    vocab: { '<unk>': 0, '▁': 1, W: 2, a: 3, i: 4, t: 5, Wa: 6, it: 7, Wait: 8, '▁Wait': 9, '<0x0A>': 10 },
    merges: ['W a', 'i t', 'Wa it', '▁ Wait'],
  },
};

const wholeWords = {
  added_tokens: [],
  normalizer: null,
  post_processor: null,
  decoder: null,
  pre_tokenizer: { type: 'Whitespace' },
  model: { type: 'WordLevel', unk_token: '[UNK]', vocab: { '[UNK]': 0, wait: 1, but: 2, await: 3 } },
};

describe('words in other kinds of vocabulary', () => {
  it('SentencePiece-like: with and without a leading space, and newlines from bytes', () => {
    const tokenizer = readTokenizer(sentencePiece, {});
    expect([tokenizer.idOf('Wait'), tokenizer.idOf(' Wait'), tokenizer.idOf('\n')]).toEqual([8, 9, 10]);
    expect(findWords(tokenizer, ['wait', 'hmm'])).toEqual({ tokens: [8, 9], missing: ['hmm'] });
    const decoder = new StreamDecoder(tokenizer);
    expect(
      tokenizer
        .encode('Wait Wait')
        .map((id) => decoder.push(id))
        .join(''),
    ).toBe('Wait Wait');
    streamsWholeCharacters(tokenizer);
  });

  it('whole words', () => {
    expect(findWords(readTokenizer(wholeWords, {}), ['wait', 'but', 'hmm'])).toEqual({
      tokens: [1, 2],
      missing: ['hmm'],
    });
    streamsWholeCharacters(readTokenizer(wholeWords, {}));
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
