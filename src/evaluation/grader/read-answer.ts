import { isEnclosed, splitTokens, textOf } from './layout.ts';
import { Unreadable, type Effort } from './limits.ts';
import { readRelation } from './relations.ts';
import { readScalars } from './scalar.ts';
import { NotMaths } from './syntax.ts';
import { Tokeniser, type Token } from './tokens.ts';
import type { Value } from './value.ts';

const RELATIONS = new Set(['=', '<', '>', '<=', '>=', 'in', '~']);
const MATRICES = new Set(['pmatrix', 'bmatrix', 'Bmatrix', 'matrix', 'smallmatrix']);

function isSymbol(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'symbol' && texts.includes(token.text);
}

function isConjunction(token: Token): boolean {
  return (token.kind === 'word' || token.kind === 'symbol') && /^(and|or)$/i.test(token.text);
}

function isComma(token: Token): boolean {
  return isSymbol(token, ',', ';') || isConjunction(token);
}

/** Full stops at the end and braces around everything say nothing. */
function trim(tokens: readonly Token[]): readonly Token[] {
  let trimmed = tokens;
  for (;;) {
    if (isSymbol(trimmed.at(-1), '.', ',', ';', ':')) trimmed = trimmed.slice(0, -1);
    else if (isSymbol(trimmed[0], '{') && isEnclosed(trimmed)) trimmed = trimmed.slice(1, -1);
    else return trimmed;
  }
}

function listOf(items: readonly Value[]): Value {
  const [first] = items;
  return first && items.length === 1 ? first : { kind: 'list', items };
}

/** A ± inside a collection adds two elements to it. */
function flatten(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
}

/** "x < 1 or x > 2" is the union of two intervals. */
function joinIntervals(items: readonly Value[]): Value | undefined {
  const [first] = items;
  if (first?.kind !== 'named') return undefined;
  const intervals = items.flatMap((item) =>
    item.kind === 'named' && item.name === first.name && item.value.kind === 'tuple' ? [item.value] : [],
  );
  if (intervals.length < items.length) return undefined;
  return { ...first, value: { kind: 'union', items: intervals } };
}

function readMatrix(tokens: readonly Token[], effort: Effort): Value {
  const [begin, ...inner] = tokens.slice(0, -1);
  if (!MATRICES.has(begin?.text ?? '')) throw new NotMaths('not a matrix');
  const rows = splitTokens(inner, (token) => isSymbol(token, '\\\\')).parts.filter(
    (row, index, all) => row.length > 0 || index < all.length - 1,
  );
  return {
    kind: 'matrix',
    rows: rows.map((row) =>
      splitTokens(row, (token) => isSymbol(token, '&')).parts.map((cell) => readItem(cell, effort)),
    ),
  };
}

function readBracketed(tokens: readonly Token[], effort: Effort): Value | undefined {
  const [open, close] = [tokens[0], tokens.at(-1)];
  if (!open || !close) return undefined;
  if (open.kind === 'begin') return readMatrix(tokens, effort);
  const inner = tokens.slice(1, -1);
  const { parts } = splitTokens(inner, (token) => isSymbol(token, ',', ';'));
  if (open.text === '\\{') {
    if (inner.some((token) => isSymbol(token, '|', ':'))) throw new NotMaths('a set by its property');
    const items = inner.length === 0 ? [] : parts.map((part) => readItem(part, effort));
    return { kind: 'set', items: flatten(items) };
  }
  if (parts.length > 1)
    return { kind: 'tuple', open: open.text, close: close.text, items: parts.map((part) => readItem(part, effort)) };
  if (open.text === '(' && close.text === ')' && inner.length > 0) return readItem(inner, effort);
  return undefined;
}

function readInfinity(tokens: readonly Token[]): Value | undefined {
  const [sign, last] = tokens.length === 1 ? [undefined, tokens[0]] : tokens;
  if (tokens.length > 2 || !isSymbol(last, '∞') || (sign && !isSymbol(sign, '+', '-'))) return undefined;
  return { kind: 'infinity', isNegative: isSymbol(sign, '-') };
}

function readMaths(tokens: readonly Token[], effort: Effort): Value {
  const relation = splitTokens(tokens, (token) => token.kind === 'symbol' && RELATIONS.has(token.text));
  if (relation.separators.length > 0) return readRelation(relation, (part) => readItem(part, effort), effort);
  const { parts } = splitTokens(tokens, (token) => isSymbol(token, '∪'));
  if (parts.length > 1) return { kind: 'union', items: parts.map((part) => readItem(part, effort)) };
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'command' && only.text === 'emptyset') return { kind: 'set', items: [] };
  const infinity = readInfinity(tokens);
  if (infinity) return infinity;
  return (isEnclosed(tokens) && readBracketed(tokens, effort)) || listOf(readScalars(tokens, effort));
}

function readItem(source: readonly Token[], effort: Effort): Value {
  const tokens = trim(source);
  effort.spend(tokens.length);
  if (tokens.length === 0) throw new Unreadable('an element is missing');
  try {
    return readMaths(tokens, effort);
  } catch (caught) {
    if (!(caught instanceof NotMaths)) throw caught;
    return { kind: 'text', text: textOf(tokens) };
  }
}

export interface Reading {
  readonly value: Value;
  readonly source: string;
  /** The same as words. */
  readonly text: string;
}

/** What an answer says. Throws Unreadable when it says nothing, is malformed, or asks for too much work. */
export function readAnswer(source: string, effort: Effort): Reading {
  const tokens = trim(new Tokeniser(source).run());
  const text = textOf(tokens);
  if (!/[\p{L}\p{N}∞{⟨]|\\\w/u.test(text)) throw new Unreadable('nothing to read');
  const { parts, separators } = splitTokens(tokens, isComma);
  // ", and" is one separator.
  const full = parts.filter(
    (part, index) => part.length > 0 || !(separators[index] && isConjunction(separators[index])),
  );
  if (full.length === 1) return { value: readItem(full[0] ?? [], effort), source, text };
  const items = flatten(full.map((part) => readItem(part, effort)));
  const isAlternative = separators.every((token) => token.text.toLowerCase() === 'or');
  return { value: (isAlternative && joinIntervals(items)) || listOf(items), source, text };
}
