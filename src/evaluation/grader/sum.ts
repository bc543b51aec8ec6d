import type { Effort } from './limits.ts';
import { MAX_EXPONENT, Unreadable } from './limits.ts';
import {
  absolute,
  addRationals,
  compareRationals,
  equalRationals,
  floorRational,
  greatestCommonDivisor,
  multiplyRationals,
  negateRational,
  ONE,
  printRational,
  raiseRational,
  rational,
  type Rational,
} from './rational.ts';

/**
 * What products are made of. Roots of primes with exponents in (0, 1), the imaginary unit and free symbols make every
 * product unique: distinct ones are linearly independent over the rationals, so comparing terms decides equality.
 */
export type Atom =
  | { readonly kind: 'prime'; readonly key: string; readonly prime: bigint; readonly proven: boolean }
  | { readonly kind: 'imaginary'; readonly key: string }
  | { readonly kind: 'symbol'; readonly key: string }
  /** A function value or a power with a symbol in the exponent. `proven` when no identity can hide in it. */
  | { readonly kind: 'opaque'; readonly key: string; readonly proven: boolean }
  /** A sum under a root. */
  | { readonly kind: 'root'; readonly key: string; readonly base: Sum };

export interface Factor {
  readonly atom: Atom;
  readonly exponent: Rational;
}

export interface Term {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
}

/** Terms by the text of their factors; none has the coefficient 0. */
export type Sum = ReadonlyMap<string, Term>;

export const IMAGINARY: Atom = { kind: 'imaginary', key: 'i' };

function keyOf(factors: readonly Factor[]): string {
  return factors.map(({ atom, exponent }) => `${atom.key}^${printRational(exponent)}`).join('*');
}

export function sumOf(coefficient: Rational, factors: readonly Factor[] = []): Sum {
  return coefficient.top === 0n ? new Map() : new Map([[keyOf(factors), { coefficient, factors }]]);
}

function accumulate(into: Map<string, Term>, key: string, term: Term): void {
  const present = into.get(key);
  const coefficient = present ? addRationals(present.coefficient, term.coefficient) : term.coefficient;
  if (coefficient.top === 0n) into.delete(key);
  else into.set(key, { coefficient, factors: term.factors });
}

export function addSums(a: Sum, b: Sum): Sum {
  const result = new Map(a);
  for (const [key, term] of b) accumulate(result, key, term);
  return result;
}

export function scaleSum(a: Sum, factor: Rational): Sum {
  const result = new Map<string, Term>();
  for (const [key, term] of a)
    accumulate(result, key, { ...term, coefficient: multiplyRationals(term.coefficient, factor) });
  return result;
}

export function negateSum(a: Sum): Sum {
  return scaleSum(a, rational(-1n));
}

function mergeFactors(a: readonly Factor[], b: readonly Factor[]): Factor[] {
  const merged = new Map<string, Factor>(a.map((factor) => [factor.atom.key, factor]));
  for (const factor of b) {
    const present = merged.get(factor.atom.key);
    const exponent = present ? addRationals(present.exponent, factor.exponent) : factor.exponent;
    merged.set(factor.atom.key, { atom: factor.atom, exponent });
  }
  return [...merged.values()];
}

/** Moves whole powers of primes and of i into the coefficient, and of roots out of the term: `outside`. */
function reduce(coefficient: Rational, factors: readonly Factor[]): { term: Term; outside: readonly Sum[] } {
  let number = coefficient;
  const kept: Factor[] = [];
  const outside: Sum[] = [];
  for (const { atom, exponent } of factors) {
    const whole = floorRational(exponent);
    if (absolute(whole) > BigInt(MAX_EXPONENT)) throw new Unreadable('exponent too large');
    const rest = addRationals(exponent, rational(-whole));
    if (atom.kind === 'prime') number = multiplyRationals(number, raiseRational(rational(atom.prime), whole));
    if (atom.kind === 'imaginary' && (whole & 2n) !== 0n) number = negateRational(number);
    if (atom.kind === 'root' && whole < 0n) throw new Unreadable('root in a denominator of a term');
    if (atom.kind === 'root') for (let power = 0n; power < whole; power += 1n) outside.push(atom.base);
    const left =
      atom.kind === 'imaginary'
        ? addRationals(rest, rational(whole & 1n))
        : atom.kind === 'prime' || atom.kind === 'root'
          ? rest
          : exponent;
    if (left.top !== 0n) kept.push({ atom, exponent: left });
  }
  kept.sort((one, other) => (one.atom.key < other.atom.key ? -1 : 1));
  return { term: { coefficient: number, factors: kept }, outside };
}

/** Arithmetic with long numbers is charged by its length. */
function cost(value: Rational): number {
  const size = absolute(value.top) + value.bottom;
  if (size < 1n << 256n) return 1;
  return size < 1n << 2048n ? 20 : 1000;
}

export function multiplySums(a: Sum, b: Sum, effort: Effort): Sum {
  const result = new Map<string, Term>();
  for (const one of a.values()) {
    for (const other of b.values()) {
      effort.spend(cost(one.coefficient) + cost(other.coefficient) + one.factors.length + other.factors.length);
      const product = multiplyRationals(one.coefficient, other.coefficient);
      const { term, outside } = reduce(product, mergeFactors(one.factors, other.factors));
      let expanded = sumOf(term.coefficient, term.factors);
      for (const factor of outside) expanded = multiplySums(expanded, factor, effort);
      for (const [key, part] of expanded) accumulate(result, key, part);
    }
  }
  return result;
}

export function raiseSum(base: Sum, exponent: number, effort: Effort): Sum {
  let result = sumOf(ONE);
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplySums(result, square, effort);
    if (rest > 1) square = multiplySums(square, square, effort);
  }
  return result;
}

export function equalSums(a: Sum, b: Sum): boolean {
  if (a.size !== b.size) return false;
  for (const [key, term] of a) {
    const other = b.get(key);
    if (!other || !equalRationals(term.coefficient, other.coefficient)) return false;
  }
  return true;
}

/** The number a sum is, when it is one. */
export function rationalOf(a: Sum): Rational | undefined {
  if (a.size === 0) return rational(0n);
  return a.size === 1 ? a.get('')?.coefficient : undefined;
}

/** The positive number that, taken out, leaves whole coefficients without a common divisor. */
export function contentOf(a: Sum): Rational {
  let top = 0n;
  let bottom = 1n;
  for (const { coefficient } of a.values()) {
    top = greatestCommonDivisor(top, coefficient.top);
    bottom = (bottom * coefficient.bottom) / greatestCommonDivisor(bottom, coefficient.bottom);
  }
  return rational(top, bottom);
}

function degree({ factors }: Term): Rational {
  const symbols = factors.filter(({ atom }) => atom.kind === 'symbol');
  return symbols.reduce((total, { exponent }) => addRationals(total, exponent), rational(0n));
}

/** Highest degree first, as people write. */
export function orderedTerms(a: Sum): readonly Term[] {
  return [...a]
    .map(([key, term]) => ({ key, term, degree: degree(term) }))
    .sort((one, other) => compareRationals(other.degree, one.degree) || (one.key < other.key ? -1 : 1))
    .map(({ term }) => term);
}
