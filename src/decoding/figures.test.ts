import { describe, expect, it } from 'vitest';
import { firstDivergence } from './divergence.ts';
import { laneFigures } from './figures.ts';
import type { TokenRecord } from './trace.ts';

const record = (
  id: number,
  phase: TokenRecord['phase'],
  interventions: TokenRecord['interventions'] = [],
): TokenRecord => ({
  position: 0,
  id,
  text: '',
  phase,
  source: 'sampled',
  statistics: null,
  interventions,
  probes: [],
});

const tokens = (...ids: number[]) => ids.map((id) => ({ id }));

describe('firstDivergence', () => {
  it.each([
    [tokens(1, 2, 3), tokens(1, 2, 3), null],
    [tokens(1, 2, 3), tokens(1, 9, 3), 1],
    [tokens(1, 2), tokens(1, 2, 3), 2],
    [tokens(), tokens(), null],
    [tokens(), tokens(5), 0],
  ])('of %j and %j is %j', (a, b, expected) => expect(firstDivergence(a, b)).toBe(expected));
});

describe('laneFigures', () => {
  it('counts phases, reflections while thinking, and tokens that were intervened on', () => {
    const bias = { kind: 'bias' as const, strategy: 's', reason: '', tokens: [1], value: 1 };
    const records = [record(1, 'thinking'), record(2, 'thinking', [bias]), record(1, 'answer')];
    expect(laneFigures(records, new Set([1]))).toEqual({
      tokens: 3,
      thinkingTokens: 2,
      answerTokens: 1,
      reflections: 1,
      interventions: 1,
    });
  });
});
