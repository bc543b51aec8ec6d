import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { tip } from './tip.ts';

const model = wordModel(['the', 'Alternatively', ' alternative', 'Wait', '</think>']);
const biases = (settings: Record<string, unknown>, script: readonly string[]): number[] => {
  const strategy = createStrategy(tip, model, settings);
  return [...script.keys(), script.length].map((length) => {
    const [bias] = strategy.plan?.(pastOf(model, script.slice(0, length))) ?? [];
    return bias?.kind === 'bias' ? bias.value : 0;
  });
};

describe('tip', () => {
  it('penalises the first tokens of every thought; the window of a thought begins at its switch token', () => {
    const script = ['the', 'the', 'the', 'Alternatively', 'the', 'the'];
    expect(biases({ duration: 2 }, script)).toEqual([-3, -3, 0, 0, -3, 0, 0]);
    expect(biases({ duration: 3 }, script)).toEqual([-3, -3, -3, 0, -3, -3, 0]);
  });

  it('in the altered form has one window, at the start, and other tokens', () => {
    const settings = { ...tip.presets.find(({ id }) => id === 'altered')?.settings, duration: 2 };
    expect(biases(settings, ['the', 'the', 'Wait', 'the'])).toEqual([-3, -3, 0, 0, 0]);
    expect(createStrategy(tip, model, settings).plan?.(pastOf(model, []))).toMatchObject([{ tokens: [1, 3] }]);
  });

  it('steers every form of its word, in the thinking alone', () => {
    const strategy = createStrategy(tip, model, {});
    expect(strategy.plan?.(pastOf(model, []))).toEqual([
      { kind: 'bias', tokens: [1, 2], value: -3, reason: 'This thought is young: -3.00 nats on 2 tokens' },
    ]);
    expect(strategy.plan?.(pastOf(model, ['</think>']))).toEqual([]);
  });

  it('agrees with its definition on any script', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('the', 'Alternatively'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (script, duration) => {
          const expected = [...script.keys(), script.length].map((position) => {
            const start = Math.max(0, script.slice(0, position).lastIndexOf('Alternatively'));
            return position < start + duration ? -3 : 0;
          });
          expect(biases({ duration }, script)).toEqual(expected);
        },
      ),
    );
  });

  it('warns when the model has no switch token', () => {
    expect(tip.warning?.(tip.defaults, wordModel(['the']))).toMatch(/alternatively/);
  });
});
