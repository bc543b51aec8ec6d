import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, probingTools, wordModel } from '../../testing/scripted-past.ts';
import { s1 } from './s1.ts';

const model = wordModel(['a', 'Wait', '</think>', '</s>', '\n', '</', 'think', '>']);
const tools = probingTools([]);
const end = { id: 2, text: '</think>' };
const ignored = (text = 'Wait') => ({
  text,
  source: 'forced' as const,
  interventions: [{ kind: 'replace' as const, strategy: 's1' }],
});

describe('s1, lower bound', () => {
  const strategy = createStrategy(s1, model, { ignores: 2 });

  it('puts "Wait" in the place of the end of thinking, so many times', () => {
    expect(strategy.chosen?.(end, pastOf(model, ['a']), tools)).toEqual([
      { kind: 'replace', text: 'Wait', reason: 'End of thinking 1 of 2 is ignored' },
    ]);
    expect(strategy.chosen?.(end, pastOf(model, ['a', ignored(), 'a']), tools)).toMatchObject([
      { reason: 'End of thinking 2 of 2 is ignored' },
    ]);
    expect(strategy.chosen?.(end, pastOf(model, ['a', ignored(), 'a', ignored(), 'a']), tools)).toEqual([]);
  });

  it('does not count an end that another strategy took', () => {
    const lost = { text: 'x', interventions: [{ kind: 'replace' as const, strategy: 's1', overruledBy: 'hint' }] };
    expect(strategy.chosen?.(end, pastOf(model, [lost, lost]), tools)).toHaveLength(1);
  });

  it('takes a stop inside the thinking for its end, and leaves other tokens and the answer alone', () => {
    expect(strategy.chosen?.({ id: 3, text: '</s>' }, pastOf(model, ['a']), tools)).toMatchObject([{ text: 'Wait' }]);
    expect(strategy.chosen?.({ id: 0, text: 'a' }, pastOf(model, ['a']), tools)).toEqual([]);
    expect(strategy.chosen?.({ id: 3, text: '</s>' }, pastOf(model, ['</think>']), tools)).toEqual([]);
  });

  it('takes a tag of several tokens back as a whole', () => {
    expect(strategy.chosen?.({ id: 7, text: '>' }, pastOf(model, ['a', '</', 'think']), tools)).toMatchObject([
      { kind: 'rewind', count: 2, text: 'Wait' },
    ]);
  });

  it('bans the end right after its text', () => {
    expect(strategy.plan?.(pastOf(model, ['a', ignored()]))).toMatchObject([{ tokens: [3, 2], value: -Infinity }]);
    expect(strategy.plan?.(pastOf(model, ['a', ignored(), 'a']))).toEqual([]);
  });
});

describe('s1, upper bound', () => {
  it('closes the thinking at its limit and asks for the answer, once', () => {
    const strategy = createStrategy(s1, model, { ignores: 0, thinkingLimit: 2 });
    expect(strategy.plan?.(pastOf(model, ['a']))).toEqual([]);
    expect(strategy.plan?.(pastOf(model, ['a', 'a']))).toEqual([
      { kind: 'close', text: '\n</think>\n\nFinal Answer:', reason: 'The thinking limit of 2 tokens is reached' },
    ]);
    expect(strategy.plan?.(pastOf(model, ['a', '\n']))).toMatchObject([{ text: '</think>\n\nFinal Answer:' }]);
    expect(strategy.plan?.(pastOf(model, ['a', 'a', '</think>']))).toEqual([]);
  });
});

it('s1 warns when it cannot act', () => {
  expect(s1.warning?.({ ...s1.defaults, ignores: 0 }, model)).toMatch(/nothing is forced/);
  expect(s1.warning?.(s1.defaults, { ...model, thinking: { open: '', close: '' } })).toMatch(/no closing tag/);
  expect(s1.warning?.(s1.defaults, model)).toBeUndefined();
});
