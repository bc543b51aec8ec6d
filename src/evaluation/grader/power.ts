import { factorInteger } from './integers.ts';
import { MAX_EXPONENT, Unreadable, type Effort } from './limits.ts';
import { printSum } from './print-sum.ts';
import {
  divideQuotients,
  multiplyQuotients,
  ofAtom,
  ofRational,
  ofSum,
  printQuotient,
  rationalOfQuotient,
  type Quotient,
} from './quotient.ts';
import {
  absolute,
  divideRationals,
  multiplyRationals,
  negateRational,
  ONE,
  raiseRational,
  rational,
  type Rational,
} from './rational.ts';
import { contentOf, IMAGINARY, raiseSum, rationalOf, scaleSum, sumOf, type Factor, type Sum } from './sum.ts';

/** An integer's fractional power as prime powers; `sign` -1 for its inverse. */
function primeFactors(value: bigint, exponent: Rational): readonly Factor[] {
  return factorInteger(value).map(({ base, exponent: times, proven }) => ({
    atom: { kind: 'prime', key: String(base), prime: base, proven },
    exponent: multiplyRationals(exponent, rational(times)),
  }));
}

function product(factors: readonly Factor[], effort: Effort): Quotient {
  return factors.reduce(
    (result, factor) => multiplyQuotients(result, ofSum(sumOf(ONE, [factor])), effort),
    ofRational(ONE),
  );
}

/** A root of a negative number: of even order through i, of odd order through the sign. */
function powerOfRational(base: Rational, exponent: Rational, effort: Effort): Quotient {
  if (exponent.bottom === 1n) return ofRational(raiseRational(base, exponent.top));
  if (base.top === 0n) {
    if (exponent.top < 0n) throw new Unreadable('division by zero');
    return ofRational(base);
  }
  const size = product(
    [...primeFactors(absolute(base.top), exponent), ...primeFactors(base.bottom, negateRational(exponent))],
    effort,
  );
  if (base.top > 0n) return size;
  if (exponent.bottom % 2n === 1n) {
    return exponent.top % 2n === 0n ? size : multiplyQuotients(size, ofRational(rational(-1n)), effort);
  }
  if (exponent.bottom !== 2n) throw new Unreadable('root of a negative number');
  return multiplyQuotients(size, ofAtom(IMAGINARY, rational(exponent.top)), effort);
}

/** sqrt(x^2) is not x for every x; such factors stay under the root. */
function mayLeaveRoot({ atom, exponent }: Factor, order: bigint): boolean {
  if (atom.kind === 'prime' || atom.key === 'pi' || atom.key === 'e') return true;
  return atom.kind === 'symbol' && (order % 2n === 1n || exponent.top % 2n !== 0n);
}

function rootOfSum(base: Sum, exponent: Rational, effort: Effort): Quotient {
  // Above or below the line of a fraction may stand a number: the root of -1 is i there too, not a root of its own.
  const number = rationalOf(base);
  if (number) return powerOfRational(number, exponent, effort);
  const content = contentOf(base);
  const outside = powerOfRational(content, exponent, effort);
  const inside = scaleSum(base, divideRationals(ONE, content));
  const [only, second] = [...inside.values()];
  if (only && !second && only.coefficient.top > 0n && only.factors.every((f) => mayLeaveRoot(f, exponent.bottom))) {
    const factors = only.factors.map((f) => ({ atom: f.atom, exponent: multiplyRationals(f.exponent, exponent) }));
    return multiplyQuotients(outside, product(factors, effort), effort);
  }
  const root = ofAtom({ kind: 'root', key: printSum(inside), base: inside }, exponent);
  return multiplyQuotients(outside, root, effort);
}

function powerOfConstantExponent(base: Quotient, exponent: Rational, effort: Effort): Quotient {
  const number = rationalOfQuotient(base);
  if (number) return powerOfRational(number, exponent, effort);
  if (exponent.top < 0n) {
    const positive = powerOfConstantExponent(base, negateRational(exponent), effort);
    return divideQuotients(ofRational(ONE), positive, effort);
  }
  if (exponent.top > BigInt(MAX_EXPONENT)) throw new Unreadable('exponent too large');
  if (exponent.bottom === 1n) {
    const times = Number(exponent.top);
    const one = ofRational(ONE);
    const top = ofSum(raiseSum(base.top, times, effort));
    return divideQuotients(multiplyQuotients(one, top, effort), ofSum(raiseSum(base.bottom, times, effort)), effort);
  }
  const whole = exponent.top / exponent.bottom;
  if (whole > 0n) {
    const rest = rational(exponent.top - whole * exponent.bottom, exponent.bottom);
    const outer = powerOfConstantExponent(base, rational(whole), effort);
    return multiplyQuotients(outer, powerOfConstantExponent(base, rest, effort), effort);
  }
  return divideQuotients(rootOfSum(base.top, exponent, effort), rootOfSum(base.bottom, exponent, effort), effort);
}

/** 2^(n+1) is 2·2^n and 4^n is (2^n)^2: numbers are taken apart, so that such forms agree. */
function powerOfTerm(base: Quotient, exponent: Sum, times: Rational, effort: Effort): Quotient {
  const power = (name: string): Quotient =>
    ofAtom({ kind: 'opaque', key: `${name}^(${printSum(exponent)})`, proven: false }, times);
  const number = rationalOfQuotient(base);
  if (!number) {
    const text = printQuotient(base);
    return power(/^\w+$/.test(text) ? text : `(${text})`);
  }
  if (number.top === 0n) throw new Unreadable('power of zero');
  const sized = [...primeFactors(absolute(number.top), ONE), ...primeFactors(number.bottom, rational(-1n))];
  const sign = number.top < 0n ? power('(-1)') : ofRational(ONE);
  return sized.reduce((result, { atom, exponent: count }) => {
    const part = power(atom.key);
    return multiplyQuotients(result, powerOfConstantExponent(part, count, effort), effort);
  }, sign);
}

export function raiseQuotient(base: Quotient, exponent: Quotient, effort: Effort): Quotient {
  const constant = rationalOfQuotient(exponent);
  if (constant) return powerOfConstantExponent(base, constant, effort);
  const whole = rationalOfQuotient(ofSum(exponent.bottom));
  if (!whole)
    return ofAtom({ kind: 'opaque', key: `(${printQuotient(base)})^(${printQuotient(exponent)})`, proven: false });
  let result = ofRational(ONE);
  for (const { coefficient, factors } of exponent.top.values()) {
    const times = divideRationals(coefficient, whole);
    const part =
      factors.length === 0
        ? powerOfConstantExponent(base, times, effort)
        : powerOfTerm(base, sumOf(ONE, factors), times, effort);
    result = multiplyQuotients(result, part, effort);
  }
  return result;
}
