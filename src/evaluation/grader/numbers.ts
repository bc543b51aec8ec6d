import { Unreadable } from './limits.ts';
import { addRationals, multiplyRationals, raiseRational, rational, type Rational } from './rational.ts';

export interface NumberLiteral {
  readonly value: Rational;
  /** True for a plain run of digits. */
  readonly isPlain: boolean;
  readonly end: number;
}

const MAX_POWER_OF_TEN = 1000;

/** Digits with separators for thousands. In brackets a bare comma separates elements instead. */
const GROUPED = /[1-9]\d{0,2}(?:(?:\{,\}\d{3})+|(?:,\d{3})+|(?: \d{3})+)(?![\d,]|\{,\}\d| \d)/y;
const GROUPED_IN_BRACKETS = /[1-9]\d{0,2}(?:(?:\{,\}\d{3})+|(?: \d{3})+)(?!\d|\{,\}\d| \d)/y;
/** A comma right before a list's end or a space still ends a grouped number: "1,000, 2,000". */
const GROUPED_BEFORE_COMMA = /[1-9]\d{0,2}(?:,\d{3})+(?=,(?!\d))/y;
const DIGITS = /\d+/y;
const FRACTION = /\.\d+|\{,\}\d+/y;
const REPEATING = /\\(?:overline|bar)\{?(\d+)\}/y;
const SCIENTIFIC = /[eE]([+-]?)(\d+)(?![A-Za-z])/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function matchWhole(text: string, at: number, inBrackets: boolean): string {
  const grouped = inBrackets
    ? matchAt(GROUPED_IN_BRACKETS, text, at)
    : (matchAt(GROUPED, text, at) ?? matchAt(GROUPED_BEFORE_COMMA, text, at));
  return (grouped ?? matchAt(DIGITS, text, at))?.[0] ?? '';
}

/** "2e-3" is as likely 2e - 3; a signed exponent counts after a decimal point, after 1 and with two digits. */
function isScientific(found: RegExpExecArray, mantissa: string): boolean {
  const [whole = '', sign = '', digits = ''] = found;
  return sign === '' || whole.startsWith('E') || mantissa.includes('.') || mantissa === '1' || digits.length > 1;
}

function powerOfTen(digits: number): Rational {
  return raiseRational(rational(10n), BigInt(digits));
}

/** The number that starts at `at`, or undefined: 1000, 1,000, 1{,}000, 10 000, .5, 0.\overline{3}, 1.5e3. */
export function readNumber(text: string, at: number, inBrackets: boolean): NumberLiteral | undefined {
  const whole = matchWhole(text, at, inBrackets);
  const fraction = matchAt(FRACTION, text, at + whole.length)?.[0] ?? '';
  if (whole === '' && !fraction.startsWith('.')) return undefined;
  let end = at + whole.length + fraction.length;
  const places = fraction.replace(/^\.|^\{,\}/, '');
  const digits = whole.replace(/[^\d]/g, '') + places;
  if (digits.length > 4000) throw new Unreadable('number too long');
  let value = multiplyRationals(rational(BigInt(digits)), powerOfTen(-places.length));
  const isPointed = fraction !== '' || text[end] === '.';
  const repeating = isPointed ? matchAt(REPEATING, text, fraction === '' ? end + 1 : end) : null;
  if (repeating) {
    const [found, period = ''] = repeating;
    if (period.length > 300) throw new Unreadable('period too long');
    const nines = rational(BigInt(period), 10n ** BigInt(period.length) - 1n);
    value = addRationals(value, multiplyRationals(nines, powerOfTen(-places.length)));
    end += found.length + (fraction === '' ? 1 : 0);
    return { value, isPlain: false, end };
  }
  const scientific = matchAt(SCIENTIFIC, text, end);
  if (scientific && isScientific(scientific, text.slice(at, end))) {
    const [found, sign = '', exponent = ''] = scientific;
    const size = Number(exponent);
    if (!(size <= MAX_POWER_OF_TEN)) throw new Unreadable('exponent too large');
    return {
      value: multiplyRationals(value, powerOfTen(sign === '-' ? -size : size)),
      isPlain: false,
      end: end + found.length,
    };
  }
  return { value, isPlain: fraction === '' && /^\d+$/.test(whole), end };
}
