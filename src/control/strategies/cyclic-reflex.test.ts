import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../settings.ts';
import type { Past } from '../strategy.ts';
import type { ModelFacts } from '../vocabulary.ts';
import { cyclicReflex, triangularWave } from './cyclic-reflex.ts';

const words = ['the', 'wait', 'Wait', ' wait', 'but', 'But', 'Alternatively', ' Hmm', 'await'];
const model: ModelFacts = {
  vocabulary: {
    size: words.length,
    textOf: (id) => words[id] ?? '',
    idOf: (text) => (words.includes(text) ? words.indexOf(text) : undefined),
  },
  contextLength: 1024,
  stopIds: new Set(),
  thinking: { open: '<think>', close: '</think>' },
  suggested: {},
};
const past = (length: number, phase: Past['phase'] = 'thinking'): Past => ({ length, phase, tokens: [] });
const create = (given: Record<string, unknown>) =>
  cyclicReflex.create(checkSettings(cyclicReflex, given), model, { uniform: () => 0.5 });

describe('triangularWave', () => {
  // Worked by hand for A = 4, C = 8: up to +4 at 2, down through 0 at 4 to -4 at 6, back to 0 at 8.
  it.each([
    [0, 0],
    [1, 2],
    [2, 4],
    [3, 2],
    [4, 0],
    [5, -2],
    [6, -4],
    [7, -2],
    [8, 0],
  ])('is %d at position %d', (position, value) => {
    expect(triangularWave(position, { amplitude: 4, period: 8, shift: 0 })).toBeCloseTo(value, 12);
  });

  it("equals the published code's three pieces and the paper's formula", () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.integer({ min: 2, max: 2000 }),
        (t, amplitude, period) => {
          const x = (t % period) / period;
          const code = x <= 0.25 ? amplitude * 4 * x : x <= 0.75 ? amplitude * (2 - 4 * x) : amplitude * (4 * x - 4);
          const wrapped = (((t - period / 4) % period) + period) % period;
          const paper = amplitude * Math.abs((4 * wrapped) / period - 2) - amplitude;
          const value = triangularWave(t, { amplitude, period, shift: 0 });
          expect(value).toBeCloseTo(code, 9);
          expect(value).toBeCloseTo(paper, 9);
        },
      ),
    );
  });
});

describe('cyclic-reflex', () => {
  it('steers exactly the five published ids, without leading spaces', () => {
    expect(create({}).plan?.(past(300))).toMatchObject([{ kind: 'bias', tokens: [1, 2, 4, 5, 6], value: 5 }]);
  });

  it('steers every one-token form of the words when asked, but not "await"', () => {
    expect(create({ vocabulary: 'words' }).plan?.(past(300))).toMatchObject([{ tokens: [1, 2, 3, 4, 5, 6, 7] }]);
  });

  it('gives its reason in words', () => {
    expect(create({ amplitude: 3, period: 60 }).plan?.(past(75))).toMatchObject([
      { reason: 'Position 15 of a period of 60: +3.00 nats on 5 tokens' },
    ]);
  });

  it('does nothing in the answer, outside its window, at a zero of the wave, and with neutral settings', () => {
    expect(create({}).plan?.(past(300, 'answer'))).toEqual([]);
    expect(create({ windowEnd: 300 }).plan?.(past(300))).toEqual([]);
    expect(create({ windowStart: 301 }).plan?.(past(300))).toEqual([]);
    expect(create({}).plan?.(past(600))).toEqual([]);
    expect(create(cyclicReflex.neutral).plan?.(past(300))).toEqual([]);
  });

  it('warns when it cannot act', () => {
    const settings = checkSettings(cyclicReflex, {});
    expect(cyclicReflex.warning?.(settings, model)).toMatch(
      /period of 1200 tokens is longer than this model's context of 1024/,
    );
    expect(cyclicReflex.warning?.({ ...settings, period: 100 }, model)).toBeUndefined();
    const mute = { ...model, vocabulary: { size: 0, textOf: () => '', idOf: () => undefined } };
    expect(cyclicReflex.warning?.(settings, mute)).toMatch(/None of the reflection tokens/);
  });
});
