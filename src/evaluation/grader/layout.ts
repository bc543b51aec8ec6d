import type { Token } from './tokens.ts';

const OPENING = new Set(['(', '[', '{', '\\{', '⟨']);
const CLOSING = new Set([')', ']', '}', '\\}', '⟩']);

function step(token: Token): number {
  if (token.kind === 'begin') return 1;
  if (token.kind === 'end') return -1;
  if (token.kind !== 'symbol') return 0;
  return OPENING.has(token.text) ? 1 : CLOSING.has(token.text) ? -1 : 0;
}

export interface Split {
  /** One more than there are separators; parts may be empty. */
  readonly parts: readonly (readonly Token[])[];
  readonly separators: readonly Token[];
}

/** Splits outside all brackets. */
export function splitTokens(tokens: readonly Token[], isSeparator: (token: Token) => boolean): Split {
  const parts: Token[][] = [];
  const separators: Token[] = [];
  let part: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    depth += step(token);
    if (depth === 0 && isSeparator(token)) {
      parts.push(part);
      separators.push(token);
      part = [];
    } else part.push(token);
  }
  return { parts: [...parts, part], separators };
}

/** Whether the first token opens what only the last one closes. */
export function isEnclosed(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (!first || step(first) !== 1) return false;
  let depth = 0;
  return tokens.every((token, index) => {
    depth += step(token);
    return depth > 0 || index === tokens.length - 1;
  });
}

/** The words of an answer: without case and spaces, but "1 2" does not become 12. */
export function textOf(tokens: readonly Token[]): string {
  const parts = tokens.map((token, index) => {
    const previous = tokens[index - 1];
    const gap = token.kind === 'number' && previous?.kind === 'number' ? ' ' : '';
    return `${gap}${token.kind === 'command' ? `\\${token.text} ` : token.text}`;
  });
  return parts.join('').normalize('NFKC').toLowerCase().replace(/["'`]/g, '');
}
