import { describe, expect, it } from 'vitest';
import { binomialCdf } from './binomial.ts';
import fixtures from './fixtures/fixtures.json';
import { agree } from './fixtures/agree.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { logBeta, logGamma } from './log-beta.ts';
import { normalQuantile } from './normal.ts';
import { studentCdf, studentQuantile, studentTwoSided } from './student-t.ts';

describe('distributions agree with SciPy', () => {
  it.each(fixtures.logGamma)('ln gamma of $x', ({ x, value }) => agree(logGamma(x), value));
  it.each(fixtures.logBeta)('ln beta of $a, $b', ({ a, b, value }) => agree(logBeta(a, b), value));
  it.each(fixtures.beta)('incomplete beta at $x of $a, $b', ({ x, a, b, value }) =>
    agree(incompleteBeta(x, a, b), value),
  );
  it.each(fixtures.normal)('normal quantile of $p', ({ p, value }) => agree(normalQuantile(p), value));
  it.each(fixtures.student.quantile)('t quantile of $p with $freedom', ({ p, freedom, value }) =>
    agree(studentQuantile(p, freedom), value),
  );
  it.each(fixtures.student.cdf)('t distribution at $t with $freedom', ({ t, freedom, value, twoSided }) => {
    agree(studentCdf(t, freedom), value);
    agree(studentTwoSided(t, freedom), twoSided);
  });
  it.each(fixtures.binomial)('binomial at $k of $n with $p', ({ k, n, p, value }) =>
    agree(binomialCdf(k, n, p), value),
  );
});

describe('ends of the ranges', () => {
  it('has no probability below zero successes and all of it at the last', () => {
    expect(binomialCdf(-1, 3, 0.5)).toBe(0);
    expect(binomialCdf(3, 3, 0.5)).toBe(1);
  });

  it('is 0 and 1 at the ends of the incomplete beta', () => {
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
  });

  it('inverts its own distribution', () => {
    for (const freedom of [1, 2, 7, 300]) {
      for (const p of [0.01, 0.2, 0.6, 0.99]) agree(studentCdf(studentQuantile(p, freedom), freedom), p);
    }
  });
});
