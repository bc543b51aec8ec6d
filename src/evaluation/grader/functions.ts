import { factorial, factorInteger } from './integers.ts';
import { Unreadable, type Effort } from './limits.ts';
import { raiseQuotient } from './power.ts';
import {
  addQuotients,
  divideQuotients,
  multiplyQuotients,
  ofAtom,
  ofRational,
  printQuotient,
  rationalOfQuotient,
  type Quotient,
} from './quotient.ts';
import { absolute, floorRational, negateRational, ONE, rational, ZERO } from './rational.ts';
import type { FunctionName } from './syntax.ts';

function opaque(name: string, inner: Quotient, proven = false): Quotient {
  return ofAtom({ kind: 'opaque', key: `${name}(${printQuotient(inner)})`, proven });
}

/** Logarithms of numbers as sums over primes: ln 8 is 3 ln 2. `log` keeps its unstated base to itself. */
function logarithm(name: 'ln' | 'log', inner: Quotient, effort: Effort): Quotient {
  const number = rationalOfQuotient(inner);
  if (!number) return name === 'ln' && printQuotient(inner) === 'e' ? ofRational(ONE) : opaque(name, inner);
  if (number.top <= 0n) throw new Unreadable('logarithm of no positive number');
  let result = ofRational(ZERO);
  for (const [value, sign] of [
    [number.top, 1n],
    [number.bottom, -1n],
  ] as const) {
    for (const { base, exponent } of factorInteger(value)) {
      const part = opaque(name, ofRational(rational(base)), true);
      result = addQuotients(result, multiplyQuotients(ofRational(rational(exponent * sign)), part, effort), effort);
    }
  }
  return result;
}

/** The value of a function whose argument is a rational number, where it is one too. */
function exactValue(name: FunctionName, inner: Quotient): Quotient | undefined {
  const number = rationalOfQuotient(inner);
  if (!number) return undefined;
  switch (name) {
    case 'abs':
      return ofRational(rational(absolute(number.top), number.bottom));
    case 'floor':
      return ofRational(rational(floorRational(number)));
    case 'ceil':
      return ofRational(rational(-floorRational(negateRational(number))));
    case 'factorial':
      if (number.bottom !== 1n) throw new Unreadable('factorial of no whole number');
      return ofRational(rational(factorial(number.top)));
    case 'sin':
    case 'arcsin':
    case 'arctan':
    case 'sinh':
    case 'tanh':
      return number.top === 0n ? ofRational(ZERO) : undefined;
    case 'cos':
    case 'cosh':
      return number.top === 0n ? ofRational(ONE) : undefined;
    default:
      return undefined;
  }
}

/** Functions that are quotients of others are written so: cot x and cos x / sin x agree. */
export function applyFunction(name: FunctionName, inner: Quotient, effort: Effort): Quotient {
  const exact = exactValue(name, inner);
  if (exact) return exact;
  const of = (other: FunctionName): Quotient => applyFunction(other, inner, effort);
  switch (name) {
    case 'ln':
    case 'log':
      return logarithm(name, inner, effort);
    case 'exp':
      return raiseQuotient(ofAtom({ kind: 'symbol', key: 'e' }), inner, effort);
    case 'tan':
      return divideQuotients(of('sin'), of('cos'), effort);
    case 'cot':
      return divideQuotients(of('cos'), of('sin'), effort);
    case 'sec':
      return divideQuotients(ofRational(ONE), of('cos'), effort);
    case 'csc':
      return divideQuotients(ofRational(ONE), of('sin'), effort);
    default:
      return opaque(name, inner);
  }
}
