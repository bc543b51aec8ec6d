import { describe, expect, it } from 'vitest';
import { codeCertainty, isSuppressed, listedEntropy, paperCertainty, suppressionProbability } from './certainty.ts';

const ln = Math.log;

describe('certainty', () => {
  it('of the code: mean listed entropy of all but the first token, over the log of what the first lists', () => {
    // Worked by hand: two tokens of entropy ln 2 and 0, five entries for the first: 1 - (ln 2 / 2) / ln 5.
    const rows = [[0, 0, 0, 0, 0], [ln(0.5), ln(0.5)], [0]];
    expect(codeCertainty(rows)).toBeCloseTo(1 - ln(2) / 2 / ln(5), 12);
  });

  it('of the code normalises by six when the sampled token was outside the five', () => {
    expect(
      codeCertainty([
        [0, 0, 0, 0, 0, 0],
        [ln(0.5), ln(0.5)],
      ]),
    ).toBeCloseTo(1 - ln(2) / ln(6), 12);
  });

  it('of the code does not renormalise what is listed', () => {
    expect(listedEntropy([ln(0.5)])).toBeCloseTo(0.5 * ln(2), 12);
    expect(listedEntropy([-Infinity, 0])).toBeCloseTo(0, 12);
  });

  it('is 0 for a probe that is too short', () => {
    expect(codeCertainty([])).toBe(0);
    expect(codeCertainty([[0, 0]])).toBe(0);
    expect(paperCertainty([], 100)).toBe(0);
  });

  it('of the paper: mean entropy over the log of the vocabulary', () => {
    expect(paperCertainty([ln(10), 0], 100)).toBeCloseTo(1 - ln(10) / 2 / ln(100), 12);
  });
});

describe('suppression', () => {
  it('rises from 0 at the threshold to 1', () => {
    expect([0.5, 0.9, 0.95, 1].map((c) => suppressionProbability(c, 0.9))).toEqual([0, 0, expect.closeTo(0.5, 9), 1]);
  });

  it('never happens from a threshold of 1 on', () => {
    expect(suppressionProbability(1, 1)).toBe(0);
    expect(isSuppressed(1e-12, suppressionProbability(1, 1))).toBe(false);
  });
});
