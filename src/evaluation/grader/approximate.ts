import { integerRoot } from './integers.ts';
import { Unreadable } from './limits.ts';
import type { Node, Operator } from './syntax.ts';

/** Binary places of the fixed-point arithmetic. */
const PLACES = 768n;
const UNIT = 1n << PLACES;
/** Values beyond this size would lose the places that the comparison relies on. */
const LARGEST = UNIT << 64n;
const SMALLEST = UNIT >> 64n;
/** Two constants closer than 2^-400, less than 10^-120, are taken for one. */
const TOLERANCE = UNIT >> 400n;

function bounded(value: bigint): bigint {
  if (value > LARGEST || value < -LARGEST) throw new Unreadable('value too large to compare');
  return value;
}

function times(a: bigint, b: bigint): bigint {
  return bounded((a * b) >> PLACES);
}

function over(a: bigint, b: bigint): bigint {
  if (b < SMALLEST && b > -SMALLEST) throw new Unreadable('divisor too small to compare');
  return bounded((a << PLACES) / b);
}

/** Sum of a power series given by how each term follows from the one before. */
function series(first: bigint, next: (term: bigint, index: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let index = 1n; term !== 0n && term !== -1n; index += 1n) {
    sum += term;
    term = next(term, index);
  }
  return sum;
}

function arctanOfInverse(value: bigint): bigint {
  let sum = 0n;
  let power = UNIT / value;
  for (let index = 1n; power !== 0n; index += 2n) {
    sum += (index % 4n === 1n ? power : -power) / index;
    power /= value * value;
  }
  return sum;
}

const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

function exponential(value: bigint): bigint {
  // Halving the argument makes the series short; squaring undoes it.
  if (value > 44n * UNIT || value < -44n * UNIT) throw new Unreadable('value too large to compare');
  let result = series(UNIT, (term, index) => ((term * (value >> 16n)) >> PLACES) / index);
  for (let step = 0; step < 16; step += 1) result = times(result, result);
  return result;
}

function logarithm(value: bigint): bigint {
  if (value < SMALLEST) throw new Unreadable('logarithm of no positive number');
  // Newton's method on the exponential doubles the exact places with each step.
  let guess = BigInt(Math.round(Math.log(Number(value >> (PLACES - 100n)) / 2 ** 100) * 2 ** 40)) << (PLACES - 40n);
  for (let step = 0; step < 7; step += 1) {
    const power = exponential(guess);
    guess += (2n * (value - power) * UNIT) / (value + power);
  }
  return guess;
}

function sine(value: bigint): bigint {
  const angle = value % (2n * PI);
  const square = times(angle, angle);
  return series(angle, (term, index) => -times(term, square) / (2n * index * (2n * index + 1n)));
}

function arctangent(value: bigint): bigint {
  if (value < 0n) return -arctangent(-value);
  if (value > UNIT) return PI / 2n - arctangent(over(UNIT, value));
  let angle = value;
  // Each halving of the angle, tan(a/2) = t / (1 + sqrt(1 + t²)), speeds the series up.
  for (let step = 0; step < 8; step += 1) angle = over(angle, UNIT + squareRoot(UNIT + times(angle, angle)));
  const square = times(angle, angle);
  let sum = 0n;
  let power = angle;
  for (let index = 1n; power > 0n; index += 2n) {
    sum += (index % 4n === 1n ? power : -power) / index;
    power = times(power, square);
  }
  return sum << 8n;
}

function root(value: bigint, order: bigint): bigint {
  if (value < 0n) {
    if (order % 2n === 0n) throw new Unreadable('root of a negative number');
    return -root(-value, order);
  }
  if (order > 64n) throw new Unreadable('root of too high an order');
  return integerRoot(value << (PLACES * (order - 1n)), Number(order));
}

function squareRoot(value: bigint): bigint {
  return root(value, 2n);
}

function raise(base: bigint, exponent: bigint): bigint {
  if (exponent % UNIT === 0n) {
    const count = exponent / UNIT;
    if (count > 1000n || count < -1000n) throw new Unreadable('exponent too large to compare');
    let result = UNIT;
    for (let step = 0n; step < (count < 0n ? -count : count); step += 1n) result = times(result, base);
    return count < 0n ? over(UNIT, result) : result;
  }
  return exponential(times(exponent, logarithm(base)));
}

function call(name: string, value: bigint): bigint {
  const cosine = (): bigint => sine(value + PI / 2n);
  switch (name) {
    case 'sin':
      return sine(value);
    case 'cos':
      return cosine();
    case 'tan':
      return over(sine(value), cosine());
    case 'cot':
      return over(cosine(), sine(value));
    case 'sec':
      return over(UNIT, cosine());
    case 'csc':
      return over(UNIT, sine(value));
    case 'arctan':
      return arctangent(value);
    case 'arcsin':
      return arctangent(over(value, squareRoot(UNIT - times(value, value))));
    case 'arccos':
      return PI / 2n - arctangent(over(value, squareRoot(UNIT - times(value, value))));
    case 'ln':
      return logarithm(value);
    case 'exp':
      return exponential(value);
    case 'abs':
      return value < 0n ? -value : value;
    default:
      throw new Unreadable(`no value of ${name}`);
  }
}

const OPERATIONS: Readonly<Record<Operator, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => bounded(left + right),
  '-': (left, right) => bounded(left - right),
  '*': times,
  '/': over,
  '^': raise,
};

function valueOf(node: Node): bigint {
  switch (node.kind) {
    case 'number':
      return bounded((node.value.top << PLACES) / node.value.bottom);
    case 'symbol':
      if (node.name === 'pi') return PI;
      if (node.name === 'e') return exponential(UNIT);
      throw new Unreadable('not a constant');
    case 'negate':
      return -valueOf(node.inner);
    case 'root':
      return root(valueOf(node.inner), node.order);
    case 'call':
      return call(node.name, valueOf(node.inner));
    case 'operation': {
      const [left, right] = [valueOf(node.left), valueOf(node.right)];
      return OPERATIONS[node.operator](left, right);
    }
    default:
      throw new Unreadable('no binomials here');
  }
}

/** Whether two closed forms of real constants have the same value to 120 decimal places. */
export function approximatelyEqual(a: Node, b: Node): boolean {
  try {
    const difference = valueOf(a) - valueOf(b);
    return difference < TOLERANCE && difference > -TOLERANCE;
  } catch (caught) {
    if (caught instanceof Unreadable) return false;
    throw caught;
  }
}
