import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, probeTokens, probingTools, wordModel } from '../../testing/scripted-past.ts';
import type { Probe } from '../strategy.ts';
import { deer } from './deer.ts';

const model = wordModel(['a', 'Wait', 'await', '</think>']);
const wait = { id: 1, text: 'Wait' };
const sure = probeTokens([
  ['{', 0.1],
  ['4', 0.99],
  ['}.', 0.97],
]);
const probe: Probe = { strategy: 'deer', prompt: '', tokens: [], cost: 0, values: {} };

describe('deer', () => {
  it('probes before "Wait" and ends the thinking when the mean after the first token is above the threshold', async () => {
    const tools = probingTools(sure);
    const actions = await createStrategy(deer, model, {}).chosen?.(wait, pastOf(model, ['a']), tools);
    expect(actions).toMatchObject([
      { kind: 'replace', text: '' },
      { kind: 'close', text: '\n</think>\n\n', reason: 'Confidence 0.980 is above 0.95: thinking ends here' },
    ]);
    expect(tools.requests).toMatchObject([
      { prompt: '\n**Final Answer**\n\\boxed', maxTokens: 20, temperature: 1, topP: 1 },
    ]);
  });

  it('goes on when it is not surer than the threshold', async () => {
    const strategy = createStrategy(deer, model, { threshold: 0.98, confidence: 'geometric' });
    expect(await strategy.chosen?.(wait, pastOf(model, ['a']), probingTools(sure))).toEqual([]);
  });

  it('probes at its point alone, in the thinking, at most so many times', async () => {
    const tools = probingTools(sure);
    const strategy = createStrategy(deer, model, { maxProbes: 1 });
    for (const [token, script] of [
      [{ id: 0, text: 'a' }, ['a']],
      [{ id: 2, text: 'await' }, ['a']],
      [wait, ['</think>']],
      [wait, [{ text: 'a', probes: [probe] }]],
    ] as const)
      expect(await strategy.chosen?.(token, pastOf(model, script), tools)).toEqual([]);
    expect(tools.requests).toEqual([]);
  });

  it('can ask that the probe closes by itself', async () => {
    const strategy = createStrategy(deer, model, { mustClose: 'yes' });
    expect(await strategy.chosen?.(wait, pastOf(model, ['a']), probingTools(sure))).toEqual([]);
    const closed = probingTools([...sure, ...probeTokens([['</think>', 0.99]])]);
    expect(await strategy.chosen?.(wait, pastOf(model, ['a']), closed)).toHaveLength(2);
  });

  it('closes at its limit', () => {
    const strategy = createStrategy(deer, model, { thinkingLimit: 1 });
    expect(strategy.plan?.(pastOf(model, ['a']))).toMatchObject([{ kind: 'close' }]);
    expect(strategy.plan?.(pastOf(model, []))).toEqual([]);
  });

  it('warns when it cannot act', () => {
    expect(deer.warning?.(deer.defaults, wordModel(['a', 'wait', '</think>']))).toMatch(/No token .* "Wait"/);
    expect(deer.warning?.({ ...deer.defaults, threshold: 1 }, model)).toMatch(/never ended early/);
    expect(deer.warning?.(deer.defaults, model)).toBeUndefined();
  });
});
