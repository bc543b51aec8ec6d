import { Unreadable } from './limits.ts';

const TRIAL_LIMIT = 10_000n;

/** Whether trial division finds this prime in any product. Two that are larger would stay one number that hides them. */
export function isFoundByTrial(prime: bigint): boolean {
  return prime < TRIAL_LIMIT;
}

/** The largest whole number whose power is at most `value`, which is positive. Newton's method from above. */
export function integerRoot(value: bigint, order: number): bigint {
  if (value < 2n || order === 1) return value;
  const n = BigInt(order);
  let guess = 1n << BigInt(Math.ceil((value.toString(16).length * 4) / order) + 1);
  for (;;) {
    const next = ((n - 1n) * guess + value / guess ** (n - 1n)) / n;
    if (next >= guess) return guess;
    guess = next;
  }
}

export interface PrimePower {
  readonly base: bigint;
  readonly exponent: bigint;
  /** False for a large cofactor that was not taken apart: it may be composite. */
  readonly proven: boolean;
}

/** A cofactor without small divisors, as the highest power it is. */
function factorLarge(value: bigint): PrimePower {
  for (const order of [11, 7, 5, 3, 2]) {
    const root = integerRoot(value, order);
    if (root ** BigInt(order) === value) {
      const inner = factorLarge(root);
      return { ...inner, exponent: inner.exponent * BigInt(order) };
    }
  }
  return { base: value, exponent: 1n, proven: value < TRIAL_LIMIT * TRIAL_LIMIT };
}

/** A positive whole number as a product of primes; what trial division leaves stays whole. */
export function factorInteger(value: bigint): readonly PrimePower[] {
  const factors: PrimePower[] = [];
  let rest = value;
  for (let divisor = 2n; divisor < TRIAL_LIMIT && divisor * divisor <= rest; divisor += divisor === 2n ? 1n : 2n) {
    let exponent = 0n;
    while (rest % divisor === 0n) {
      rest /= divisor;
      exponent += 1n;
    }
    if (exponent > 0n) factors.push({ base: divisor, exponent, proven: true });
  }
  if (rest > 1n) factors.push(factorLarge(rest));
  return factors;
}

export function factorial(value: bigint): bigint {
  if (value < 0n || value > 1000n) throw new Unreadable('factorial out of range');
  let product = 1n;
  for (let factor = 2n; factor <= value; factor += 1n) product *= factor;
  return product;
}

export function choose(total: bigint, chosen: bigint): bigint {
  if (total < 0n || total > 1000n || chosen < 0n) throw new Unreadable('binomial out of range');
  if (chosen > total) return 0n;
  return factorial(total) / (factorial(chosen) * factorial(total - chosen));
}
