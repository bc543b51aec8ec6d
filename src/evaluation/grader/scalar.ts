import { evaluate } from './evaluate.ts';
import { parseExpression } from './expression.ts';
import type { Effort } from './limits.ts';
import { rational } from './rational.ts';
import { operation, type Node } from './syntax.ts';
import type { Token } from './tokens.ts';
import { MULTIPLIERS, nameOfUnit, splitUnit } from './units.ts';
import type { Scalar } from './value.ts';

const CURRENCIES = new Set(['$', '€', '£', '¥']);

interface Parts {
  readonly tokens: readonly Token[];
  readonly unit?: string | undefined;
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

/** "$5" and "-$5". */
function splitCurrency(tokens: readonly Token[]): Parts {
  const at = isSymbol(tokens[0], '-') ? 1 : 0;
  const sign = tokens[at];
  if (!sign || !CURRENCIES.has(sign.text)) return { tokens };
  return {
    tokens: tokens.filter((_, index) => index !== at),
    unit: sign.text === '$' ? 'dollar' : nameOfUnit(sign.text),
  };
}

function splitPercent(tokens: readonly Token[]): { tokens: readonly Token[]; isPercent: boolean } {
  const last = tokens.at(-1);
  const isPercent = tokens.length > 1 && (isSymbol(last, '%') || /^percent$/i.test(last?.text ?? ''));
  return { tokens: isPercent ? tokens.slice(0, -1) : tokens, isPercent };
}

/** 90^\circ and 90^{\circ}; inside an expression, as in \sin 30^\circ, degrees are a factor instead. */
function splitDegrees(tokens: readonly Token[]): Parts {
  const end = tokens
    .map(({ text }) => text)
    .slice(-4)
    .join(' ');
  const length = end.endsWith('^ { circ }') ? 4 : end.endsWith('^ circ') ? 2 : 0;
  const amount = tokens.slice(0, tokens.length - length);
  const isCalculated = amount.some(
    ({ kind, text }) =>
      (kind === 'command' || kind === 'word') && text.length > 2 && text !== 'frac' && text !== 'sqrt',
  );
  return length === 0 || isCalculated ? { tokens } : { tokens: amount, unit: 'degree' };
}

/** "5 million": the number that the word stands for. */
function splitMultiplier(tokens: readonly Token[]): { tokens: readonly Token[]; factor: bigint } {
  const word = tokens.at(-1)?.text.toLowerCase() ?? '';
  const factor = Object.hasOwn(MULTIPLIERS, word) ? MULTIPLIERS[word] : undefined;
  const isNumber = tokens.length > 1 && tokens.at(-2)?.kind === 'number';
  return factor !== undefined && isNumber ? { tokens: tokens.slice(0, -1), factor } : { tokens, factor: 1n };
}

/** 52_8 and 52_{8}. */
function splitBase(tokens: readonly Token[]): { tokens: readonly Token[]; base?: bigint } {
  const [digits, mark, ...rest] = tokens;
  if (digits?.kind !== 'number' || !isSymbol(mark, '_')) return { tokens };
  const index = isSymbol(rest[0], '{') && isSymbol(rest.at(-1), '}') ? rest.slice(1, -1) : rest;
  const [base, more] = index;
  return base?.kind === 'number' && base.isPlain && !more ? { tokens: [digits], base: base.value.top } : { tokens };
}

/** One number or expression, or two where there is a ±. Throws NotMaths when it is neither. */
export function readScalars(source: readonly Token[], effort: Effort): readonly Scalar[] {
  const money = splitCurrency(source);
  const measured = splitUnit(money.tokens);
  const percent = splitPercent(measured.amount);
  const degrees = splitDegrees(percent.tokens);
  const multiplied = splitMultiplier(degrees.tokens);
  const based = splitBase(multiplied.tokens);
  const unit = [degrees.unit, money.unit, measured.unit]
    .filter((part) => part !== undefined)
    .filter((part, index, all) => all.indexOf(part) === index);
  return parseExpression(based.tokens).map((parsed) => {
    const factor: Node = { kind: 'number', value: rational(multiplied.factor) };
    const node = multiplied.factor === 1n ? parsed : operation('*', parsed, factor);
    return {
      kind: 'scalar',
      node,
      exact: evaluate(node, effort),
      unit: unit.length > 0 ? unit.join(' ') : undefined,
      isPercent: percent.isPercent,
      base: based.base,
    };
  });
}
