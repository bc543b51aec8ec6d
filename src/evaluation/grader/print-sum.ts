import { isFoundByTrial } from './integers.ts';
import { equalRationals, HALF, MINUS_ONE, ONE, printRational, type Rational } from './rational.ts';
import { orderedTerms, type Factor, type Sum, type Term } from './sum.ts';

function printExponent(exponent: Rational): string {
  if (equalRationals(exponent, ONE)) return '';
  return exponent.bottom === 1n && exponent.top > 0n ? `^${exponent.top}` : `^(${printRational(exponent)})`;
}

function printFactor({ atom, exponent }: Factor): string {
  const isPower = atom.kind === 'opaque' && atom.key.includes('^');
  const name = atom.kind === 'root' || (isPower && exponent !== ONE) ? `(${atom.key})` : atom.key;
  return `${name}${printExponent(exponent)}`;
}

/** The prime whose square root a factor is. */
function primeUnderRoot({ atom, exponent }: Factor): bigint | undefined {
  return atom.kind === 'prime' && equalRationals(exponent, HALF) ? atom.prime : undefined;
}

/**
 * Square roots of primes are printed as one root, but those of large primes each by itself: their product could not be taken
 * apart when it is read back.
 */
function printFactors(factors: readonly Factor[]): readonly string[] {
  const primes = factors.flatMap((factor) => primeUnderRoot(factor) ?? []);
  const small = primes.filter(isFoundByTrial).reduce((product, prime) => product * prime, 1n);
  const radicands = [...(small === 1n ? [] : [small]), ...primes.filter((prime) => !isFoundByTrial(prime))];
  const others = factors.filter((factor) => primeUnderRoot(factor) === undefined).map(printFactor);
  return [...radicands.map((radicand) => `sqrt(${radicand})`), ...others];
}

function printTerm({ coefficient, factors }: Term): string {
  const parts = printFactors(factors);
  if (parts.length === 0) return printRational(coefficient);
  if (equalRationals(coefficient, ONE)) return parts.join('*');
  if (equalRationals(coefficient, MINUS_ONE)) return `-${parts.join('*')}`;
  return [printRational(coefficient), ...parts].join('*');
}

/** A sum as text that reads back as the same sum, always in the same order. */
export function printSum(sum: Sum): string {
  if (sum.size === 0) return '0';
  return orderedTerms(sum).map(printTerm).join(' + ').replaceAll(' + -', ' - ');
}
