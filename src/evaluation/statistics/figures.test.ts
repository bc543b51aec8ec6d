import { describe, expect, it } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';
import { detectableDifference } from './detectable-difference.ts';
import { clusteredMean, estimateMean } from './estimate.ts';
import { agree } from './fixtures/agree.ts';
import fixtures from './fixtures/fixtures.json';
import { holm } from './holm.ts';
import { majorityVote } from './majority-vote.ts';
import { mcnemar } from './mcnemar.ts';
import { describeSpread, standardDeviation } from './moments.ts';
import { pairedDifference } from './paired-difference.ts';
import { pairedRatio } from './paired-ratio.ts';
import { pairObservations, type Observation } from './pairs.ts';
import { passAtK } from './pass-at-k.ts';

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

const sameNumber = (a: string, b: string): boolean => Number(a) === Number(b);

describe('what little data says', () => {
  it('gives no error for one problem and no interval without spread', () => {
    expect(estimateMean([])).toBeNull();
    expect(estimateMean([0.5])).toEqual({ value: 0.5, standardError: null, low: null, high: null, n: 1 });
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
