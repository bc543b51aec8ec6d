import { describe, expect, it } from 'vitest';
import { findWords, lookUpStrings, wordOf } from './reflection-vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

const vocabularyOf = (texts: readonly string[]): Vocabulary => ({
  size: texts.length,
  textOf: (id) => texts[id] ?? '',
  idOf: (text) => (texts.includes(text) ? texts.indexOf(text) : undefined),
});

describe('wordOf', () => {
  it.each([
    [' Wait', 'wait'],
    ['Wait,', 'wait'],
    ['"But', 'but'],
    ['\n\nHmm', 'hmm'],
    ['await', 'await'],
    ['.waitKey', 'waitkey'],
    ['!!', ''],
    ['\uFFFD', ''],
  ])('of %j is %j', (text, word) => {
    expect(wordOf(text)).toBe(word);
  });
});

describe('the reflection vocabulary', () => {
  const vocabulary = vocabularyOf(['await', 'Wait', ' wait', ' WAIT,', 'Kuwait', 'But', ' but', 'hm']);

  it('takes whole words in any case, with space and punctuation around them', () => {
    expect(findWords(vocabulary, ['wait', 'but'])).toEqual({ tokens: [1, 2, 3, 5, 6], missing: [] });
  });

  it('reports the words that are no single token', () => {
    expect(findWords(vocabulary, ['wait', 'hmm'])).toEqual({ tokens: [1, 2, 3], missing: ['hmm'] });
    expect(lookUpStrings(vocabulary, ['Wait', 'wait', 'But'])).toEqual({ tokens: [1, 5], missing: ['wait'] });
  });
});
