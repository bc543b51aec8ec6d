import { boxOpenings, closingBrace } from '../../control/boxed.ts';

/**
 * The content of the last \boxed{...} of a text; null when there is none, when it is empty and when it does not end. An earlier
 * box is never taken instead: the model went on to another answer.
 */
export function extractBoxed(text: string): string | null {
  const last = boxOpenings(text).at(-1);
  if (!last) return null;
  const end = closingBrace(text, last.from);
  return end < 0 ? null : text.slice(last.from, end).trim() || null;
}
