import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { constantBias } from './constant-bias.ts';

const model = wordModel(['the', 'wait', 'Wait', ' wait', 'but', 'But', 'Alternatively', ' Hmm', '</think>']);

describe('constant-bias', () => {
  it('adds the same number at every position of the thinking', () => {
    const strategy = createStrategy(constantBias, model, { bias: -2 });
    for (const script of [[], ['the'], ['the', 'wait', 'the']]) {
      expect(strategy.plan?.(pastOf(model, script))).toEqual([
        { kind: 'bias', tokens: [1, 2, 4, 5, 6], value: -2, reason: 'Always: -2.00 nats on 5 tokens' },
      ]);
    }
  });

  it('stops at the closing tag, and keeps to its window', () => {
    const strategy = createStrategy(constantBias, model, { windowStart: 1, windowEnd: 2 });
    expect(strategy.plan?.(pastOf(model, []))).toEqual([]);
    expect(strategy.plan?.(pastOf(model, ['the']))).toMatchObject([{ value: -3 }]);
    expect(strategy.plan?.(pastOf(model, ['the', 'the']))).toEqual([]);
    expect(strategy.plan?.(pastOf(model, ['</think>']))).toEqual([]);
  });

  it('warns when no token is steered', () => {
    expect(constantBias.warning?.(constantBias.defaults, wordModel(['the']))).toMatch(/None of the reflection tokens/);
    expect(constantBias.warning?.(constantBias.defaults, model)).toBeUndefined();
  });
});
