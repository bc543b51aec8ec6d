import type { Command } from './commands.ts';

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Those whose title has a word that begins with each of those that were typed, in any order. */
export function matching(all: readonly Command[], typed: string): readonly Command[] {
  const wanted = wordsOf(typed);
  return all.filter(({ title }) => {
    const inTitle = wordsOf(title);
    return wanted.every((word) => inTitle.some((candidate) => candidate.startsWith(word)));
  });
}
