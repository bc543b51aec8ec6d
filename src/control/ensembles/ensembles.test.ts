import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDistribution } from '../statistics.ts';
import {
  confidenceBar,
  groupConfidences,
  keepSurest,
  percentile,
  stoppingStep,
  tokenConfidence,
  traceScore,
} from './deepconf.ts';
import { selfCertaintyOf, sequenceSelfCertainty, tokenSelfCertainty } from './self-certainty.ts';
import { bordaVote, weightedVote } from './vote.ts';

const logitsArbitrary = fc.float64Array({ min: -30, max: 30, noNaN: true, minLength: 2, maxLength: 100 });
const confidences = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('self-certainty', () => {
  it('is KL(uniform || p), from the logits and from what a distribution keeps', () => {
    fc.assert(
      fc.property(logitsArbitrary, (logits) => {
        const { base, sumOfLogits, vocabularySize } = describeDistribution(logits, new Map(), 1);
        const size = logits.length;
        const divergence = [...logits].reduce(
          (sum, logit) => sum + (Math.log(1 / size) - (logit - base.logSumExp)) / size,
          0,
        );
        expect(selfCertaintyOf(logits)).toBeCloseTo(divergence, 8);
        expect(tokenSelfCertainty(base.logSumExp, sumOfLogits, vocabularySize)).toBeCloseTo(divergence, 8);
      }),
    );
  });

  it('of a sequence is the mean, and of the uniform distribution 0', () => {
    expect(selfCertaintyOf(Float64Array.of(2, 2, 2))).toBeCloseTo(0, 12);
    expect(sequenceSelfCertainty([1, 3])).toBe(2);
  });
});

describe('votes', () => {
  it('add up weights; of equal answers the first seen wins; who has no answer does not vote', () => {
    expect(weightedVote(['b', 'a', null, 'a'], [2, 1, 9, 1])).toEqual({
      totals: new Map([
        ['b', 2],
        ['a', 2],
      ]),
      winner: 'b',
    });
    expect(weightedVote([null], [1]).winner).toBeNull();
  });

  it('by rank: worked by hand, the sample without an answer keeps its rank', () => {
    const { totals, winner } = bordaVote(['a', null, 'b', 'a'], [1, 9, 5, 2], 1);
    expect(Object.fromEntries(totals)).toEqual({ a: 1 + 2, b: 3 });
    expect(winner).toBe('a');
  });

  it('by rank with power 0 are the majority vote', () => {
    const votes = fc.array(fc.tuple(fc.option(fc.constantFrom('1', '2', '3')), fc.double({ noNaN: true })));
    fc.assert(
      fc.property(votes, (samples) => {
        const answers = samples.map(([answer]) => answer);
        const majority = weightedVote(
          answers,
          answers.map(() => 1),
        );
        const scores = samples.map(([, score]) => score);
        expect(bordaVote(answers, scores, 0)).toEqual(majority);
      }),
    );
  });
});

describe('DeepConf', () => {
  it('counts the likeliest tokens', () => {
    expect(tokenConfidence([-1, -2, -6], 2)).toBe(1.5);
  });

  it('groups, and scores a trace by them: worked by hand', () => {
    const trace = [4, 2, 0, 6];
    expect(groupConfidences(trace, 2)).toEqual([3, 1, 3]);
    expect(groupConfidences(trace, 9)).toEqual([3]);
    expect((['mean', 'tail', 'bottom', 'lowest'] as const).map((score) => traceScore(trace, score, 2))).toEqual([
      3, 3, 1, 1,
    ]);
  });

  it('stops at the first full window under the bar, which is where the lowest group first falls under it', () => {
    expect(stoppingStep([4, 2, 0, 6], 2, 2)).toBe(2);
    expect(stoppingStep([0], 2, 2)).toBeNull();
    fc.assert(
      fc.property(
        confidences,
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (all, n, bar) => {
          fc.pre(all.length >= n);
          const step = stoppingStep(all, n, bar);
          expect(step === null).toBe(!(traceScore(all, 'lowest', n) < bar));
        },
      ),
    );
  });

  it('keeps the surest: numpy percentiles, linear between values', () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
    expect(percentile([1], 90)).toBe(1);
    expect(percentile([], 50)).toBeNaN();
    expect(confidenceBar([1, 2, 3, 4, 5], 25)).toBe(4);
    expect(keepSurest([1, 5, 2, 4, 3], 25)).toEqual([false, true, false, true, false]);
  });
});
