import type { Vocabulary } from '../../src/control/vocabulary.ts';

/** A vocabulary of whole words, id by place. */
export function vocabularyOf(words: readonly string[]): Vocabulary {
  return {
    size: words.length,
    textOf: (id) => words[id] ?? '',
    idOf(text) {
      const id = words.indexOf(text);
      return id < 0 ? undefined : id;
    },
  };
}
