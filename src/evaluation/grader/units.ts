import type { Token } from './tokens.ts';

const SPELLINGS: Readonly<Record<string, string>> = {
  inch: 'in',
  inches: 'in',
  foot: 'ft',
  feet: 'ft',
  yard: 'yd',
  mile: 'mi',
  centimeter: 'cm',
  centimetre: 'cm',
  meter: 'm',
  metre: 'm',
  millimeter: 'mm',
  millimetre: 'mm',
  kilometer: 'km',
  kilometre: 'km',
  gram: 'g',
  kilogram: 'kg',
  milligram: 'mg',
  pound: 'lb',
  lbs: 'lb',
  ounce: 'oz',
  liter: 'l',
  litre: 'l',
  milliliter: 'ml',
  millilitre: 'ml',
  second: 's',
  sec: 's',
  minute: 'min',
  mins: 'min',
  hour: 'h',
  hr: 'h',
  hrs: 'h',
  degree: 'degree',
  deg: 'degree',
  radian: 'rad',
  dollar: 'dollar',
  usd: 'dollar',
  cent: 'cent',
  euro: 'euro',
  eur: 'euro',
  '€': 'euro',
  '£': 'pound sterling',
  '¥': 'yen',
  '¢': 'cent',
  mph: 'mi/h',
  kph: 'km/h',
  kmh: 'km/h',
};
/** Units of one letter are only believed when they are set upright; 5 m may be five times m. */
const LETTERS = new Set('m s g l h k n j w v a t c f'.split(' '));
const SHORT = new Set('cm mm km kg mg ft in yd mi lb lbs oz ml hr hrs sec min mph kph kmh usd eur am pm hz'.split(' '));
/** Words that say more than a unit does. */
const DENIED = new Set(
  `squared cubed factorial times plus minus over pi root roots not no halves half third thirds quarter quarters fourths fifth
  fifths sixths sevenths eighths ninths tenths tenth hundredth hundredths thousandths base mod infinity remainder if else where when for
  is are than least most more less undefined divided by to the power sqrt sin cos tan cot sec csc ln log exp abs floor ceil arcsin arccos arctan
  sinh cosh tanh pair pairs score gross squaring negative unless otherwise only except approximately about all any each percent
  wrong incorrect right true false doubled tripled halved reduced increased rounded`.split(/\s+/),
);

export const MULTIPLIERS: Readonly<Record<string, bigint>> = {
  dozen: 12n,
  hundred: 100n,
  thousand: 1000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
};

/** Parts of "kg m^2 / s^2" and the like, with braces. */
const MAX_UNIT = 16;

function lookUp(word: string): string | undefined {
  return Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : undefined;
}

function spell(word: string): string {
  const lower = word.toLowerCase();

  const singular = lower.length > 3 ? lower.replace(/s$/, '') : lower;
  return lookUp(lower) ?? lookUp(singular) ?? singular;
}

function isUnitWord(token: Token): boolean {
  if (token.kind !== 'word') return false;
  const word = token.text.toLowerCase();
  if (DENIED.has(word) || Object.hasOwn(MULTIPLIERS, word)) return false;
  if (Object.hasOwn(SPELLINGS, word) || SHORT.has(word)) return true;
  if (token.upright) return word.length > 1 || LETTERS.has(word);
  return token.spaced && word.length >= 4;
}

function isPartOfUnit(token: Token): boolean {
  if (token.kind === 'word') return isUnitWord(token) || token.text === 'per' || LETTERS.has(token.text.toLowerCase());
  if (token.kind === 'number') return token.text === '2' || token.text === '3';
  return token.kind === 'symbol' && ['^', '/', '{', '}', '.', '*'].includes(token.text);
}

function name(tokens: readonly Token[]): string {
  const words = tokens
    .filter(({ text }) => !'{}.*'.includes(text))
    .map((token) => (token.kind === 'word' ? spell(token.text) : token.text));
  return words
    .join(' ')
    .replace(/ per | ?\/ ?/g, '/')
    .replace(/ ?\^ ?/g, '^')
    .replace(
      /^(square|cubic|sq|cu) (\S+)/,
      (_, power: string, unit: string) => `${unit}^${power.startsWith('s') ? 2 : 3}`,
    );
}

/** Splits "5 cm" after the amount; `unit` is undefined when nothing that follows reads as a unit. */
export function splitUnit(tokens: readonly Token[]): { amount: readonly Token[]; unit: string | undefined } {
  const first = tokens.findIndex(
    (token, index) => index > 0 && isUnitWord(token) && tokens.slice(index).every(isPartOfUnit),
  );
  const amount = tokens.slice(0, Math.max(first, 0));
  const before = amount.at(-1);
  const isAmount =
    amount.some(({ kind, text }) => kind === 'number' || text === 'pi') && before && !/^[-+*/^_=]$/.test(before.text);
  const isShort = tokens.length - first <= MAX_UNIT;
  return first > 0 && isAmount && isShort
    ? { amount, unit: name(tokens.slice(first)) }
    : { amount: tokens, unit: undefined };
}

export function nameOfUnit(word: string): string {
  return spell(word);
}
