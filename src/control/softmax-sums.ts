import type { Logits } from './statistics.ts';

/**
 * Sums over a softmax from which its log-sum-exp, entropy and varentropy follow, in float64. With d = (z - reference) /
 * temperature: sum of e^d, of e^d d and of e^d d^2. Unlike the figures themselves, sums can be corrected for a few logits.
 */
export interface SoftmaxSums {
  /** At least about as large as the largest logit, so that no exponential overflows. */
  readonly reference: number;
  readonly temperature: number;
  zeroth: number;
  first: number;
  second: number;
}

export function noSums(reference: number, temperature: number): SoftmaxSums {
  return { reference, temperature, zeroth: 0, first: 0, second: 0 };
}

/** With a weight below e^-64 of the largest, a whole vocabulary of logits changes no digit of a sum in float64. */
const REACH = 64;
/** Entries of the table per unit. */
const STEPS = 32;
const EXPONENTIALS = Float64Array.from({ length: REACH * STEPS + 1 }, (_, step) => Math.exp(-step / STEPS));

/**
 * e^x for -REACH <= x <= 0, to 2e-14 of its value: the nearest entry of the table times the Taylor polynomial of what is
 * left, at most 1/64. A third of the time of Math.exp, of which a large vocabulary needs 300,000 a token.
 */
function exponential(x: number): number {
  const step = (0.5 - x * STEPS) | 0;
  const rest = x + step / STEPS;
  const polynomial = 1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest / 120))));
  return (EXPONENTIALS[step] ?? 0) * polynomial;
}

/**
 * Adds the logits, [vocabularySize], none of them above the reference; -Infinity adds nothing. Returns their own sum. One
 * loop for two temperatures would take twice as long as two of these: too many sums for the registers.
 */
export function addLogits(sums: SoftmaxSums, logits: Logits): number {
  const { reference } = sums;
  const coldness = 1 / sums.temperature;
  let { zeroth, first, second } = sums;
  let total = 0;
  for (let id = 0; id < logits.length; id += 1) {
    const logit = logits[id] ?? -Infinity;
    total += logit;
    const distance = (logit - reference) * coldness;
    if (distance < -REACH) continue;
    const weight = exponential(distance);
    zeroth += weight;
    first += weight * distance;
    second += weight * distance * distance;
  }
  sums.zeroth = zeroth;
  sums.first = first;
  sums.second = second;
  return total;
}

/** Adds one logit, not above the reference, `sign` times, 1 or -1. */
export function addLogit(sums: SoftmaxSums, logit: number, sign: number): void {
  const distance = (logit - sums.reference) * (1 / sums.temperature);
  if (distance < -REACH) return;
  const weight = sign * exponential(distance);
  sums.zeroth += weight;
  sums.first += weight * distance;
  sums.second += weight * distance * distance;
}

/** The same sums about another reference. */
export function moveReference(sums: SoftmaxSums, reference: number): SoftmaxSums {
  const { temperature, zeroth, first, second } = sums;
  const move = (reference - sums.reference) / temperature;
  const scale = Math.exp(-move);
  return {
    reference,
    temperature,
    zeroth: scale * zeroth,
    first: scale * (first - move * zeroth),
    second: scale * (second - 2 * move * first + move * move * zeroth),
  };
}

export interface SoftmaxSummary {
  /** Of logits / temperature. */
  readonly logSumExp: number;
  /** Nats. */
  readonly entropy: number;
  /** Variance of -ln p under p, nats squared. */
  readonly varentropy: number;
}

export function summarise({ reference, temperature, zeroth, first, second }: SoftmaxSums): SoftmaxSummary {
  const logSum = Math.log(zeroth);
  const mean = first / zeroth;
  return {
    logSumExp: reference / temperature + logSum,
    entropy: Math.max(0, logSum - mean),
    varentropy: Math.max(0, second / zeroth - mean * mean),
  };
}
