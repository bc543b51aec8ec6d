import type { ModelFacts, Vocabulary } from '../../src/control/vocabulary.ts';

/** A vocabulary of whole words, id by place. */
function vocabularyOf(words: readonly string[]): Vocabulary {
  return {
    size: words.length,
    textOf: (id) => words[id] ?? '',
    idOf(text) {
      const id = words.indexOf(text);
      return id < 0 ? undefined : id;
    },
  };
}

/** A model of nothing but these words. */
export function modelOf(words: readonly string[]): ModelFacts {
  return {
    vocabulary: vocabularyOf(words),
    contextLength: 1_000_000,
    stopIds: new Set(),
    thinking: { open: '', close: '' },
    suggested: {},
  };
}
