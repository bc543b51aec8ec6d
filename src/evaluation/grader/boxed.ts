const OPENING = /\\boxed\s{0,9}\{/g;

/**
 * The content of the last \boxed{...} of a text; null when there is none, when it is empty and when it does not end. An earlier
 * box is never taken instead: the model went on to another answer.
 */
export function extractBoxed(text: string): string | null {
  let from = -1;
  for (const found of text.matchAll(OPENING)) from = found.index + found[0].length;
  if (from < 0) return null;
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    const character = text[i];
    // An escaped brace is printed and does not group.
    if (character === '\\') i += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0) return text.slice(from, i).trim() || null;
  }
  return null;
}
