import type { Distribution, DistributionStatistics, SparseEdits, TopLogits } from './distribution.ts';
import { HEAD_SIZE } from './distribution.ts';
import { changesOf, correctPass } from './sparse-edits.ts';
import { addLogits, noSums, summarise, type SoftmaxSums } from './softmax-sums.ts';

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

/** What one pass over the logits gives: the statistics, and what it takes to correct them for a few edits. */
export interface Pass {
  /** The candidates that are kept. */
  readonly top: TopLogits;
  /** Those that come next, for when some of the former are edited away. */
  readonly spare: TopLogits;
  readonly plain: SoftmaxSums;
  /** At the sampling temperature; the same object when that is 1. */
  readonly tempered: SoftmaxSums;
  readonly sumOfLogits: number;
}

export type PassOver = (logits: Logits, temperature: number) => Pass;

export const SPARE_SIZE = 32;

/** One pass over all logits. `temperature` > 0. The twin that defines the kernels of ./simd. */
export function passOver(logits: Logits, temperature: number): Pass {
  const { ids, logits: values } = topLogits(logits, HEAD_SIZE + SPARE_SIZE);
  const top = { ids: ids.slice(0, HEAD_SIZE), logits: values.slice(0, HEAD_SIZE) };
  const spare = { ids: ids.slice(HEAD_SIZE), logits: values.slice(HEAD_SIZE) };
  const largest = top.logits[0] ?? -Infinity;
  const plain = noSums(largest, 1);
  const sumOfLogits = addLogits(plain, logits);
  if (temperature === 1) return { top, spare, plain, tempered: plain, sumOfLogits };
  const tempered = noSums(largest, temperature);
  addLogits(tempered, logits);
  return { top, spare, plain, tempered, sumOfLogits };
}

function statisticsOf({ top, plain, tempered }: Pick<Pass, 'top' | 'plain' | 'tempered'>): DistributionStatistics {
  const { logSumExp, entropy, varentropy } = summarise(plain);
  const hot = summarise(tempered);
  return { logSumExp, entropy, varentropy, temperedLogSumExp: hot.logSumExp, temperedEntropy: hot.entropy, top };
}

/** The statistics of one distribution. `temperature` > 0. The twin that defines the GPU kernel. */
export function describeLogits(logits: Logits, temperature: number): DistributionStatistics {
  return statisticsOf(passOver(logits, temperature));
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
 * KL(after || before) at temperature 1. Where only the logits in `touched` changed, by b, it is the sum of p'(i) b(i) over
 * them, less ln Z' - ln Z, which stays finite under bans because a banned token has p' = 0.
 */
function divergenceOf(
  touched: Iterable<readonly [before: number, after: number]>,
  before: DistributionStatistics,
  after: DistributionStatistics,
): number {
  let mean = 0;
  for (const [from, to] of touched) {
    if (to === -Infinity) continue;
    mean += Math.exp(to - after.logSumExp) * (to - from);
  }
  return Math.max(0, mean - (after.logSumExp - before.logSumExp));
}

/** The logits before and after, of every id. */
function* bothOf(logits: Logits, edited: Logits): Generator<readonly [number, number]> {
  for (let id = 0; id < logits.length; id += 1) yield [logits[id] ?? -Infinity, edited[id] ?? -Infinity];
}

/**
 * Describes a next-token distribution before and after the edits and, when there is one, a shift of every logit.
 * `temperature` 0 counts as 1. Edits of some tokens cost no second pass over the vocabulary, unless they take nearly all
 * of the probability or too many of the candidates.
 */
export function describeDistribution(
  logits: Logits,
  edits: SparseEdits,
  temperature: number,
  shift?: Float64Array,
  over: PassOver = passOver,
): Distribution {
  return describePass(logits, over(logits, temperature > 0 ? temperature : 1), edits, shift, over);
}

/** The same after the pass over these logits: all that a strategy's edits cost. `over` makes another one where it must. */
export function describePass(
  logits: Logits,
  pass: Pass,
  edits: SparseEdits,
  shift?: Float64Array,
  over: PassOver = passOver,
): Distribution {
  const { temperature } = pass.tempered;
  const { sumOfLogits } = pass;
  const base = statisticsOf(pass);
  const vocabularySize = logits.length;
  if (edits.size === 0 && !shift) return { vocabularySize, temperature, base, sumOfLogits, final: base, divergence: 0 };
  const changes = shift ? undefined : changesOf(logits, edits);
  const corrected = changes && correctPass(pass, changes, logits.length);
  if (changes && corrected) {
    const final = statisticsOf(corrected);
    const touched = changes.map(({ before, after }) => [before, after] as const);
    const divergence = divergenceOf(touched, base, final);
    return { vocabularySize, temperature, base, sumOfLogits, final, divergence };
  }
  const edited = applyEdits(logits, edits, shift);
  const final = statisticsOf(over(edited, temperature));
  const divergence = divergenceOf(bothOf(logits, edited), base, final);
  return { vocabularySize, temperature, base, sumOfLogits, final, divergence };
}
