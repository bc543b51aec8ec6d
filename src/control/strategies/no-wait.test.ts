import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { noWait } from './no-wait.ts';

const model = wordModel(['the', 'Wait', ' wait,', 'await', 'Hmm', 'WAIT', ' Double-check', 'nothing', '</think>']);
const banned = (settings: Record<string, unknown>, script: readonly string[] = []) =>
  createStrategy(noWait, model, settings).plan?.(pastOf(model, script));

describe('no-wait', () => {
  it('bans every form of the keywords, but not words that hold one', () => {
    expect(banned({})).toEqual([
      { kind: 'bias', tokens: [1, 2, 4, 5, 6], value: -Infinity, reason: 'Always: 5 tokens banned' },
    ]);
  });

  it('bans those too when asked, as in the paper before its exceptions', () => {
    expect(banned({ matching: 'substring' })).toMatchObject([{ tokens: [1, 2, 3, 4, 5, 6] }]);
    expect(banned({ keywords: 'reflection' })).toMatchObject([{ tokens: [1, 2, 4, 5] }]);
  });

  it('goes on in the answer unless told otherwise', () => {
    expect(banned({}, ['</think>'])).toHaveLength(1);
    expect(banned({ scope: 'thinking' }, ['</think>'])).toEqual([]);
  });

  it('warns when it cannot act', () => {
    expect(noWait.warning?.({ ...noWait.defaults, keywords: 'none' }, model)).toMatch(/no keywords/);
    expect(noWait.warning?.(noWait.defaults, wordModel(['the']))).toMatch(/No token/);
    expect(noWait.warning?.(noWait.defaults, model)).toBeUndefined();
  });
});
