import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, probingTools, wordModel } from '../../testing/scripted-past.ts';
import { alphaMoment, alphaOne, waitProbability } from './alpha-one.ts';

const model = wordModel(['a', 'Wait', '.\n\n', 'await', ' Wait,', 'wait', '</think>']);
const schedule = { alpha: 2, averageThinking: 50, maxTokens: 1000 };
const settings = { ...schedule };
const tools = probingTools([]);
const long = Array.from({ length: 100 }, () => 'a');

describe('the schedule', () => {
  it('falls from 1 to 0 at the alpha-moment: worked by hand', () => {
    expect(alphaMoment(schedule)).toBe(100);
    expect([0, 1, 2, 25, 50, 99, 100, 500].map((n) => waitProbability(n, schedule))).toEqual([
      0,
      0,
      expect.closeTo(0.98, 12),
      0.75,
      0.5,
      expect.closeTo(0.01, 12),
      0,
      0,
    ]);
  });

  it('is a probability that never rises after the second token', () => {
    const schedules = fc.record({
      alpha: fc.double({ min: 0, max: 4, noNaN: true }),
      averageThinking: fc.integer({ min: 1, max: 5000 }),
      maxTokens: fc.integer({ min: 1, max: 40_000 }),
    });
    fc.assert(
      fc.property(schedules, fc.integer({ min: 2, max: 40_000 }), (any, position) => {
        const [now, next] = [waitProbability(position, any), waitProbability(position + 1, any)];
        expect(now).toBeGreaterThanOrEqual(next);
        expect(now).toBeLessThanOrEqual(1);
        expect(next).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('alpha-one', () => {
  it('puts in "Wait" after a paragraph token, as often as the schedule says', () => {
    const past = pastOf(model, ['a', 'a', '.\n\n']);
    expect(createStrategy(alphaOne, model, settings, () => 0.96).plan?.(past)).toMatchObject([
      { kind: 'force', text: 'Wait' },
    ]);
    expect(createStrategy(alphaOne, model, settings, () => 0.98).plan?.(past)).toEqual([]);
    expect(createStrategy(alphaOne, model, settings, () => 0).plan?.(pastOf(model, ['a', 'a', 'a']))).toEqual([]);
  });

  it('turns a late "Wait" into the end of thinking', () => {
    const strategy = createStrategy(alphaOne, model, settings);
    const late = pastOf(model, long);
    expect(strategy.chosen?.({ id: 1, text: 'Wait' }, late, tools)).toMatchObject([
      { kind: 'replace', text: '' },
      { kind: 'close', text: '</think>' },
    ]);
    expect(strategy.chosen?.({ id: 4, text: ' Wait,' }, late, tools)).toHaveLength(2);
    for (const [id, text] of ['await', 'wait', 'a'].map((word) => [model.vocabulary.idOf(word) ?? 0, word] as const))
      expect(strategy.chosen?.({ id, text }, late, tools)).toEqual([]);
    expect(strategy.chosen?.({ id: 1, text: 'Wait' }, pastOf(model, long.slice(1)), tools)).toEqual([]);
    expect(strategy.chosen?.({ id: 1, text: 'Wait' }, pastOf(model, [...long, '</think>']), tools)).toEqual([]);
  });

  it('warns when its moment is beyond the context', () => {
    expect(alphaOne.warning?.(alphaOne.defaults, model)).toMatch(/alpha-moment at 3430 tokens is beyond .* 1024/);
    expect(alphaOne.warning?.({ ...alphaOne.defaults, ...settings }, model)).toBeUndefined();
    expect(alphaOne.warning?.({ ...alphaOne.defaults, ...settings }, wordModel(['a']))).toMatch(/newline tokens/);
  });
});
