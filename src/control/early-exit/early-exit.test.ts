import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerBeforeBrace, hasSettled, isSameAnswer } from './agreement.ts';
import { answerConfidence, calibrateConfidence } from './confidence.ts';

const probabilities = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('answerConfidence', () => {
  it('is a mean of probabilities: worked by hand', () => {
    const logprobs = [Math.log(0.9), Math.log(0.4)];
    expect(answerConfidence(logprobs, 'arithmetic')).toBeCloseTo(0.65, 12);
    expect(answerConfidence(logprobs, 'geometric')).toBeCloseTo(0.6, 12);
    expect(answerConfidence(logprobs, 'minimum')).toBeCloseTo(0.4, 12);
    expect(answerConfidence([], 'arithmetic')).toBe(0);
  });

  it('orders minimum, geometric and arithmetic mean', () => {
    fc.assert(
      fc.property(probabilities, (values) => {
        const logprobs = values.map(Math.log);
        const [low, middle, high] = (['minimum', 'geometric', 'arithmetic'] as const).map((kind) =>
          answerConfidence(logprobs, kind),
        );
        expect(low).toBeLessThanOrEqual((middle ?? 0) + 1e-12);
        expect(middle).toBeLessThanOrEqual((high ?? 0) + 1e-12);
      }),
    );
  });

  it('over several probes is less their mean deviation', () => {
    expect(calibrateConfidence([1, 0.5], 2)).toEqual({ mean: 0.75, deviation: 0.25, calibrated: 0.25 });
  });
});

describe('the probed answer', () => {
  it.each([
    ['12}', '12'],
    ['\\frac{1}{2}} \\]', '\\frac{1}{2}'],
    ['12', ''],
    ['{a}', ''],
    ['} x', ''],
  ])('in %j is %j', (text, answer) => expect(answerBeforeBrace(text)).toBe(answer));

  it.each([
    ['12', '12.0', true],
    ['1,200', '1200', true],
    ['x + 1', 'x+1', true],
    ['$4$', '4', true],
    ['12', '13', false],
    ['x', 'y', false],
    ['', '0', false],
  ])('%j and %j are the same: %j', (a, b, expected) => expect(isSameAnswer(a, b)).toBe(expected));
});

const probe = (answer: string, text = answer) => ({ answer, text });

describe('hasSettled', () => {
  it('looks at the last k alone', () => {
    expect(hasSettled([probe('4'), probe('12'), probe('12')], 2)).toBe(true);
    expect(hasSettled([probe('4'), probe('12'), probe('12')], 3)).toBe(false);
    expect(hasSettled([probe('12')], 2)).toBe(false);
  });

  it('refuses empty answers and doubt, which is a substring', () => {
    expect(hasSettled([probe(''), probe('')], 2)).toBe(false);
    expect(hasSettled([probe('12'), probe('12', '12} I know')], 2)).toBe(false);
    expect(hasSettled([probe('12'), probe('12', '12} WAIT')], 2)).toBe(false);
  });
});
