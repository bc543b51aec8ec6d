import { Unreadable, type Effort } from './limits.ts';
import { printSum } from './print-sum.ts';
import { divideRationals, negateRational, ONE, rational, type Rational } from './rational.ts';
import {
  addSums,
  equalSums,
  multiplySums,
  negateSum,
  orderedTerms,
  rationalOf,
  scaleSum,
  sumOf,
  type Atom,
  type Sum,
  type Term,
} from './sum.ts';

/** One sum over another; equality is decided by multiplying crosswise, so it need not be in lowest terms. */
export interface Quotient {
  readonly top: Sum;
  readonly bottom: Sum;
}

const UNIT = sumOf(ONE);

export function ofSum(top: Sum): Quotient {
  return { top, bottom: UNIT };
}

export function ofRational(value: Rational): Quotient {
  return ofSum(sumOf(value));
}

export function ofAtom(atom: Atom, exponent = ONE): Quotient {
  return ofSum(sumOf(ONE, [{ atom, exponent }]));
}

function invertTerm({ coefficient, factors }: Term, effort: Effort): Sum {
  const inverse = factors.map(({ atom, exponent }) => ({ atom, exponent: negateRational(exponent) }));
  // Multiplying by one brings the exponents of roots back into their range.
  return multiplySums(sumOf(divideRationals(ONE, coefficient), inverse), UNIT, effort);
}

/** The number that makes `a` of `b`. */
function ratioOfSums(a: Sum, b: Sum): Rational | undefined {
  for (const [key, term] of b) {
    const other = a.get(key);
    if (!other) return undefined;
    const ratio = divideRationals(other.coefficient, term.coefficient);
    return equalSums(a, scaleSum(b, ratio)) ? ratio : undefined;
  }
  return undefined;
}

function quotient(top: Sum, bottom: Sum, effort: Effort): Quotient {
  const [first, second] = orderedTerms(bottom);
  if (!first) throw new Unreadable('division by zero');
  if (top.size === 0) return ofSum(top);
  if (!second && !first.factors.some(({ atom }) => atom.kind === 'root'))
    return ofSum(multiplySums(top, invertTerm(first, effort), effort));
  const ratio = ratioOfSums(top, bottom);
  if (ratio) return ofRational(ratio);
  const leading = divideRationals(ONE, first.coefficient);
  return { top: scaleSum(top, leading), bottom: scaleSum(bottom, leading) };
}

export function addQuotients(a: Quotient, b: Quotient, effort: Effort): Quotient {
  if (equalSums(a.bottom, b.bottom)) return quotient(addSums(a.top, b.top), a.bottom, effort);
  const top = addSums(multiplySums(a.top, b.bottom, effort), multiplySums(b.top, a.bottom, effort));
  return quotient(top, multiplySums(a.bottom, b.bottom, effort), effort);
}

export function negateQuotient({ top, bottom }: Quotient): Quotient {
  return { top: negateSum(top), bottom };
}

export function multiplyQuotients(a: Quotient, b: Quotient, effort: Effort): Quotient {
  return quotient(multiplySums(a.top, b.top, effort), multiplySums(a.bottom, b.bottom, effort), effort);
}

export function divideQuotients(a: Quotient, b: Quotient, effort: Effort): Quotient {
  return quotient(multiplySums(a.top, b.bottom, effort), multiplySums(a.bottom, b.top, effort), effort);
}

export function equalQuotients(a: Quotient, b: Quotient, effort: Effort): boolean {
  effort.spend(1);
  if (equalSums(a.bottom, b.bottom)) return equalSums(a.top, b.top);
  return equalSums(multiplySums(a.top, b.bottom, effort), multiplySums(b.top, a.bottom, effort));
}

/** The number that makes `a` of `b`, both different from 0; undefined when there is none. */
export function ratioOfQuotients(a: Quotient, b: Quotient, effort: Effort): Rational | undefined {
  if (a.top.size === 0 || b.top.size === 0) return undefined;
  return ratioOfSums(multiplySums(a.top, b.bottom, effort), multiplySums(b.top, a.bottom, effort));
}

export function rationalOfQuotient({ top, bottom }: Quotient): Rational | undefined {
  if (top.size === 0) return rational(0n);
  const [over, under] = [rationalOf(top), rationalOf(bottom)];
  return over && under ? divideRationals(over, under) : undefined;
}

export function atomsOf({ top, bottom }: Quotient): readonly Atom[] {
  const terms = [...top.values(), ...bottom.values()];
  return terms.flatMap(({ factors }) => factors.map(({ atom }) => atom));
}

export function printQuotient({ top, bottom }: Quotient): string {
  return equalSums(bottom, UNIT) ? printSum(top) : `(${printSum(top)})/(${printSum(bottom)})`;
}
