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

/** Adds the logits, [vocabularySize]; -Infinity adds nothing. */
export function addLogits(sums: SoftmaxSums, logits: Logits): void {
  const { reference, temperature } = sums;
  let { zeroth, first, second } = sums;
  for (let id = 0; id < logits.length; id += 1) {
    const distance = ((logits[id] ?? -Infinity) - reference) / temperature;
    if (distance === -Infinity) continue;
    const weight = Math.exp(distance);
    zeroth += weight;
    first += weight * distance;
    second += weight * distance * distance;
  }
  Object.assign(sums, { zeroth, first, second });
}

/** Adds one logit `sign` times, 1 or -1. */
export function addLogit(sums: SoftmaxSums, logit: number, sign: number): void {
  const distance = (logit - sums.reference) / sums.temperature;
  if (distance === -Infinity) return;
  const weight = sign * Math.exp(distance);
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
