import { MAX_BITS, Unreadable } from './limits.ts';

/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

const LARGEST = 1n << BigInt(MAX_BITS);

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function rational(top: bigint, bottom = 1n): Rational {
  if (bottom === 0n) throw new Unreadable('division by zero');
  const divisor = bottom === 1n ? 1n : greatestCommonDivisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  const reduced = { top: top / divisor, bottom: bottom / divisor };
  if (absolute(reduced.top) > LARGEST || reduced.bottom > LARGEST) throw new Unreadable('number too large');
  return reduced;
}

export const ZERO = rational(0n);
export const ONE = rational(1n);
export const MINUS_ONE = rational(-1n);
export const HALF = rational(1n, 2n);

export function addRationals(a: Rational, b: Rational): Rational {
  return rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

export function negateRational(a: Rational): Rational {
  return { top: -a.top, bottom: a.bottom };
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  return rational(a.top * b.top, a.bottom * b.bottom);
}

export function divideRationals(a: Rational, b: Rational): Rational {
  return rational(a.top * b.bottom, a.bottom * b.top);
}

function bits(value: bigint): number {
  return absolute(value).toString(16).length * 4;
}

/** Checks the size before computing: 9^(9^9) must not be tried. */
export function raiseRational(base: Rational, exponent: bigint): Rational {
  const times = absolute(exponent);
  const [top, bottom] = exponent < 0n ? [base.bottom, base.top] : [base.top, base.bottom];
  const isTrivial = absolute(top) <= 1n && absolute(bottom) <= 1n;
  if (!isTrivial && times * BigInt(Math.max(bits(top), bits(bottom)) - 3) > BigInt(MAX_BITS) + 4n)
    throw new Unreadable('power too large');
  const small = isTrivial ? times % 2n : times;
  return rational(top ** small, bottom ** small);
}

export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : Number(difference > 0n);
}

export function equalRationals(a: Rational, b: Rational): boolean {
  return a.top === b.top && a.bottom === b.bottom;
}

export function floorRational(a: Rational): bigint {
  const quotient = a.top / a.bottom;
  return a.top < 0n && quotient * a.bottom !== a.top ? quotient - 1n : quotient;
}

export function printRational(a: Rational): string {
  return a.bottom === 1n ? String(a.top) : `${a.top}/${a.bottom}`;
}
