import type { Vocabulary } from './vocabulary.ts';

/**
 * The five strings of the published CyclicReflex code, each looked up as exactly one id, without leading-space variants.
 * OPTML-Group/CyclicReflex, commit 1987e201, Base/evaluate.py.
 */
export const PUBLISHED_REFLECTION_STRINGS = ['wait', 'Wait', 'but', 'But', 'Alternatively'] as const;

/** Words that open a second thought, whatever their case, leading space or trailing punctuation. */
export const REFLECTION_WORDS = ['wait', 'but', 'hmm', 'alternatively', 'alternative', 'however'] as const;

export interface TokenSet {
  readonly tokens: readonly number[];
  /** Strings that are no single token of this vocabulary. */
  readonly missing: readonly string[];
}

/** Looks every string up as exactly one id; ids in rising order. */
export function lookUpStrings(vocabulary: Vocabulary, strings: readonly string[]): TokenSet {
  const tokens = new Set<number>();
  const missing: string[] = [];
  for (const text of strings) {
    const id = vocabulary.idOf(text);
    if (id === undefined) missing.push(text);
    else tokens.add(id);
  }
  return { tokens: [...tokens].sort((a, b) => a - b), missing };
}

const AROUND_A_WORD = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu;

/** The word a token stands for: its text without surrounding space and punctuation, case-folded. */
export function wordOf(text: string): string {
  return text.replace(AROUND_A_WORD, '').toLowerCase();
}

/**
 * Every token that is one of `words` as a whole: " Wait," matches "wait", "await" does not.
 * `missing` lists the words that no single token stands for.
 */
export function findWords(vocabulary: Vocabulary, words: readonly string[]): TokenSet {
  const wanted = new Set(words.map((word) => word.toLowerCase()));
  const found = new Set<string>();
  const tokens: number[] = [];
  for (let id = 0; id < vocabulary.size; id += 1) {
    const word = wordOf(vocabulary.textOf(id));
    if (wanted.has(word)) {
      tokens.push(id);
      found.add(word);
    }
  }
  return { tokens, missing: [...wanted].filter((word) => !found.has(word)) };
}

/** Every token whose text contains one of `parts`, whatever its case. */
export function findContaining(vocabulary: Vocabulary, parts: readonly string[]): number[] {
  const wanted = parts.map((part) => part.toLowerCase());
  const tokens: number[] = [];
  for (let id = 0; id < vocabulary.size; id += 1) {
    const text = vocabulary.textOf(id).toLowerCase();
    if (wanted.some((part) => text.includes(part))) tokens.push(id);
  }
  return tokens;
}
