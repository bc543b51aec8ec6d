import { describe, expect, it } from 'vitest';
import { accuracyDifference, estimateAccuracy } from './accuracy.ts';
import { alikeInterval } from './alike.ts';
import { bootstrapMean } from './bootstrap.ts';
import { detectableDifference } from './detectable-difference.ts';
import type { Bounds } from './bounds.ts';
import { clusteredMean, estimateMean, LEVEL } from './estimate.ts';
import { agree } from './fixtures/agree.ts';
import fixtures from './fixtures/fixtures.json';
import { holm } from './holm.ts';
import { majorityVote } from './majority-vote.ts';
import { mcnemar } from './mcnemar.ts';
import { describeSpread, standardDeviation } from './moments.ts';
import { pairedDifference } from './paired-difference.ts';
import { pairedRatio } from './paired-ratio.ts';
import { pairObservations, type Observation, type ProblemPairs } from './pairs.ts';
import { passAtK } from './pass-at-k.ts';
import { tangoInterval } from './tango.ts';
import { wilsonInterval } from './wilson.ts';

const observe = (values: readonly (readonly number[])[]): Observation[] =>
  values.flatMap((samples, problem) =>
    samples.map((value, sample) => ({ problem: `p${problem}`, sample, seed: 100 * problem + sample, value })),
  );

describe('figures agree with statsmodels and SciPy', () => {
  it.each(fixtures.clustered)('clustered mean of $mean', ({ scores, mean, standardError, low, high }) => {
    const estimate = clusteredMean(scores);
    agree(estimate?.value, mean);
    agree(estimate?.standardError, standardError);
    agree(estimate?.low, low);
    agree(estimate?.high, high);
    expect(estimate?.n).toBe(scores.length);
  });

  it.each(fixtures.paired)('paired difference of $difference', (expected) => {
    const pairs = pairObservations(observe(expected.ours), observe(expected.baseline));
    const found = pairedDifference(pairs, 1);
    agree(found?.value, expected.difference);
    agree(found?.standardError, expected.standardError);
    agree(found?.low, expected.low);
    agree(found?.high, expected.high);
    agree(found?.p, expected.p);
    const ratio = pairedRatio(pairs);
    agree(ratio?.value, expected.ratio);
    agree(ratio?.low, expected.ratioLow);
    agree(ratio?.high, expected.ratioHigh);
  });

  it.each(fixtures.wilson)('Wilson of $k in $n', ({ k, n, low, high }) => {
    const bounds = wilsonInterval(k, n, LEVEL);
    agree(bounds.low, low);
    agree(bounds.high, high);
  });
  it.each(fixtures.tango)('Tango of $ours and $baseline in $n', ({ ours, baseline, n, low, high }) => {
    const bounds = tangoInterval(ours, baseline, n, LEVEL);
    agree(bounds.low, low);
    agree(bounds.high, high);
  });

  it.each(fixtures.mcnemar)('McNemar of $ours and $baseline', ({ ours, baseline, p }) =>
    agree(mcnemar(ours, baseline).p, p),
  );
  it.each(fixtures.holm)('Holm of $p', ({ p, adjusted }) =>
    holm(p).forEach((each, i) => agree(each, adjusted[i] ?? -1)),
  );
  it.each(fixtures.passAtK)('pass@$k with $c of $n', ({ n, c, k, value }) => agree(passAtK(n, c, k), value));

  it('quantiles and standard deviation', () => {
    const { values, median, p95, sd } = fixtures.quantiles;
    agree(describeSpread(values)?.median, median);
    agree(describeSpread(values)?.p95, p95);
    agree(standardDeviation(values), sd);
    expect(describeSpread([])).toBeNull();
  });

  it.each(fixtures.detectable)('detectable difference of $problems problems', ({ formula, noncentral, ...plan }) => {
    const found = detectableDifference({ ...plan, alpha: 0.05, power: 0.8 });
    agree(found, formula);
    // The two quantiles stand in for the noncentral t; at five problems they are 3 % too small.
    expect(Math.abs((found ?? 0) / noncentral - 1)).toBeLessThan(plan.problems < 10 ? 0.05 : 0.005);
  });

  it('the bootstrap, within its sampling error', () => {
    const { values, low, high } = fixtures.bootstrap;
    const bounds = bootstrapMean(values, 11, 0.95, 100_000);
    expect(Math.abs((bounds?.low ?? Number.NaN) - low)).toBeLessThan(0.02);
    expect(Math.abs((bounds?.high ?? Number.NaN) - high)).toBeLessThan(0.02);
  });
});

/** To twelve digits. */
const close = ({ low, high }: Bounds): unknown => ({ low: expect.closeTo(low, 12), high: expect.closeTo(high, 12) });

const pairWithItself = (scores: readonly (readonly number[])[]): ProblemPairs[] =>
  pairObservations(observe(scores), observe(scores));

describe('score intervals', () => {
  // Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables (2017), chapter 8, to the digits printed.
  it.each([
    ['complete response before and after therapy', 6, 16, 161, '-0.1240', '-0.0054'],
    ['airways before and after transplantation', 1, 7, 21, '-0.5172', '-0.0260'],
  ])('agree with a published example: %s', (_, ours, baseline, n, low, high) => {
    const bounds = tangoInterval(ours, baseline, n, LEVEL);
    expect([bounds.low.toFixed(4), bounds.high.toFixed(4)]).toEqual([low, high]);
  });

  it.each([1, 3, 10, 200, 5000])('are the bound for problems that came out alike where %i did', (n) => {
    for (const value of [0, 1]) {
      expect(wilsonInterval(value * n, n, LEVEL)).toEqual(close(alikeInterval(value, 0, 1, n, LEVEL)));
    }
    for (const value of [-1, 0, 1]) {
      const found = tangoInterval(value === 1 ? n : 0, value === -1 ? n : 0, n, LEVEL);
      expect(found).toEqual(close(alikeInterval(value, -1, 1, n, LEVEL)));
    }
  });

  it('are taken with one sample a problem, t with more, and the bound where all are alike', () => {
    const all = [[1], [1], [1], [1]];
    expect(estimateAccuracy(all)).toMatchObject({ method: 'wilson', high: 1, n: 4 });
    expect(estimateAccuracy([...all, [1, 0]])).toMatchObject({ method: 'student' });
    expect(estimateAccuracy(all.map(() => [1, 1]))).toMatchObject({ method: 'alike', high: 1, n: 4 });
    expect(estimateAccuracy([])).toBeNull();
    expect(accuracyDifference(pairWithItself(all))).toMatchObject({ value: 0, method: 'tango' });
    expect(accuracyDifference(pairWithItself(all.map(() => [1, 0])))).toMatchObject({ value: 0, method: 'alike' });
    expect(accuracyDifference([])).toBeNull();
  });
});

const sameNumber = (a: string, b: string): boolean => Number(a) === Number(b);

describe('what little data says', () => {
  it('gives no error for one problem and no interval without spread', () => {
    expect(estimateMean([])).toBeNull();
    expect(estimateMean([0.5])).toEqual({ value: 0.5, standardError: null, low: null, high: null, method: null, n: 1 });
    expect(estimateMean([0.1, 0.1, 0.1])).toMatchObject({ standardError: 0, low: null, high: null });
  });

  it('finds identical lanes identical and a constant shift beyond a t test', () => {
    const same = observe([[1], [2], [3]]);
    expect(pairedDifference(pairObservations(same, same), 1)).toMatchObject({ value: 0, p: 1, low: null });
    const shifted = same.map((observation) => ({ ...observation, value: observation.value + 1 }));
    expect(pairedDifference(pairObservations(shifted, same), 1)).toMatchObject({ value: 1, p: null });
  });

  it('pairs by seed and leaves out what has no partner', () => {
    const [first, ...rest] = observe([
      [1, 5],
      [2, 6],
    ]);
    const other = observe([
      [0, 1],
      [0, 1],
    ]).map((each) => (each.problem === 'p1' ? { ...each, seed: 9 } : each));
    expect(first && pairObservations([first, ...rest], other)).toEqual([
      {
        problem: 'p0',
        pairs: [
          [1, 0],
          [5, 1],
        ],
      },
    ]);
  });

  it('leaves zeros out of a ratio', () => {
    const ratio = pairedRatio(pairObservations(observe([[2, 0], [0], [8]]), observe([[1, 3], [1], [4]])));
    expect(ratio?.value).toBeCloseTo(2, 12);
    expect(ratio?.n).toBe(2);
  });

  it('lets the answer seen first win a tie, and nobody win without votes', () => {
    expect(majorityVote(['8', '7', '07', '8.0', null], sameNumber)).toBe(0);
    expect(majorityVote([null, '8', '7', '07'], sameNumber)).toBe(2);
    expect(majorityVote([null, null], sameNumber)).toBeNull();
  });

  it('needs two problems for a detectable difference', () => {
    const plan = { samples: 1, accuracy: 0.5, correlation: 0.5, alpha: 0.05, power: 0.8 };
    expect(detectableDifference({ ...plan, problems: 1 })).toBeNull();
  });
});
