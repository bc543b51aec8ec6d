import type { Distribution, DistributionStatistics, SparseEdits, TopLogits } from './distribution.ts';
import { HEAD_SIZE } from './distribution.ts';

/** Logits of one position, [vocabularySize]; -Infinity is a token that cannot be drawn. */
export type Logits = Float32Array | Float64Array;

/**
 * The `count` largest logits in falling order, ties by lower id. Tokens at -Infinity are left out, so the list may be
 * shorter than `count`.
 */
export function topLogits(logits: Logits, count: number): TopLogits {
  const ids: number[] = [];
  const values: number[] = [];
  let bar = -Infinity;
  for (let id = 0; id < logits.length; id += 1) {
    const value = logits[id] ?? -Infinity;
    // Ids rise, so an equal value ranks behind those already kept.
    if (value <= bar) continue;
    let rank = values.length;
    while (rank > 0 && (values[rank - 1] ?? Infinity) < value) rank -= 1;
    values.splice(rank, 0, value);
    ids.splice(rank, 0, id);
    if (values.length > count) {
      values.pop();
      ids.pop();
    }
    if (values.length === count) bar = values[count - 1] ?? -Infinity;
  }
  return { ids, logits: values };
}

interface SoftmaxSummary {
  readonly logSumExp: number;
  readonly entropy: number;
  readonly varentropy: number;
}

/** Log-sum-exp, entropy and varentropy of softmax(logits / temperature) in one pass, sums in float64. */
function summarise(logits: Logits, largest: number, temperature: number): SoftmaxSummary {
  let sum = 0;
  let first = 0; // sum of e^d d, d = (z - largest) / temperature <= 0
  let second = 0; // sum of e^d d^2
  for (let id = 0; id < logits.length; id += 1) {
    const distance = ((logits[id] ?? -Infinity) - largest) / temperature;
    if (distance === -Infinity) continue;
    const weight = Math.exp(distance);
    sum += weight;
    first += weight * distance;
    second += weight * distance * distance;
  }
  const logSum = Math.log(sum);
  const mean = first / sum;
  return {
    logSumExp: largest / temperature + logSum,
    entropy: Math.max(0, logSum - mean),
    varentropy: Math.max(0, second / sum - mean * mean),
  };
}

/** The statistics of one distribution. `temperature` > 0. The twin that defines the GPU kernel. */
export function describeLogits(logits: Logits, temperature: number, head = HEAD_SIZE): DistributionStatistics {
  const top = topLogits(logits, head);
  const largest = top.logits[0] ?? -Infinity;
  const plain = summarise(logits, largest, 1);
  const tempered = temperature === 1 ? plain : summarise(logits, largest, temperature);
  return { ...plain, temperedLogSumExp: tempered.logSumExp, temperedEntropy: tempered.entropy, top };
}

/**
 * A copy of `logits` with the edits added, and `shift` (a number for every logit) when there is one, in the precision of
 * `logits`.
 */
export function applyEdits<L extends Logits>(logits: L, edits: SparseEdits, shift?: Float64Array): L {
  const edited = logits.slice() as L; // slice of a typed array keeps its type
  shift?.forEach((value, id) => {
    edited[id] = (edited[id] ?? -Infinity) + value;
  });
  for (const [id, value] of edits) edited[id] = (edited[id] ?? -Infinity) + value;
  return edited;
}

/**
 * KL(after || before) at temperature 1. Where only the ids in `touched` changed, by b, it is the sum of p'(i) b(i) over
 * them, less ln Z' - ln Z, which stays finite under bans because a banned token has p' = 0.
 */
function divergenceOf(
  [logits, edited]: readonly [Logits, Logits],
  touched: Iterable<number>,
  before: DistributionStatistics,
  after: DistributionStatistics,
): number {
  let mean = 0;
  for (const id of touched) {
    const value = edited[id] ?? -Infinity;
    if (value === -Infinity) continue;
    mean += Math.exp(value - after.logSumExp) * (value - (logits[id] ?? 0));
  }
  return Math.max(0, mean - (after.logSumExp - before.logSumExp));
}

/**
 * Describes a next-token distribution before and after the edits and, when there is one, a shift of every logit.
 * `temperature` 0 counts as 1.
 */
export function describeDistribution(
  logits: Logits,
  edits: SparseEdits,
  temperature: number,
  shift?: Float64Array,
): Distribution {
  const effective = temperature > 0 ? temperature : 1;
  const base = describeLogits(logits, effective);
  let sumOfLogits = 0;
  for (let id = 0; id < logits.length; id += 1) sumOfLogits += logits[id] ?? 0;
  const common = { vocabularySize: logits.length, temperature: effective, base, sumOfLogits };
  if (edits.size === 0 && !shift) return { ...common, final: base, divergence: 0 };
  const edited = applyEdits(logits, edits, shift);
  const final = describeLogits(edited, effective);
  const touched = shift ? logits.keys() : edits.keys();
  return { ...common, final, divergence: divergenceOf([logits, edited], touched, base, final) };
}
