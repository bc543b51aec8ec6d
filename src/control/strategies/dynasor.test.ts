import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, probeTokens, probingTools, wordModel } from '../../testing/scripted-past.ts';
import { describeDistribution } from '../statistics.ts';
import type { Probe } from '../strategy.ts';
import { dynasor } from './dynasor.ts';

const model = wordModel(['a', '</think>']);
const distribution = describeDistribution(Float32Array.of(1, 0), new Map(), 1);
const answering = (text: string) => probeTokens([[text, 1]]);
const probed = (text: string) => ({
  text: 'a',
  probes: [{ strategy: 'dynasor', prompt: '', tokens: answering(text), cost: 1, values: {} } satisfies Probe],
});
const correct = () => Promise.reject(new Error('not needed'));
const review = (settings: Record<string, unknown>, script: Parameters<typeof pastOf>[1], text: string) => {
  const tools = probingTools(answering(text));
  const strategy = createStrategy(dynasor, model, settings);
  return { tools, actions: strategy.review?.(distribution, pastOf(model, script), { ...tools, correct }) };
};

describe('dynasor', () => {
  it('gives the answer of k agreeing probes and ends the run', async () => {
    const { actions } = review({ agreeing: 2, interval: 2 }, ['a', probed('12} \\]')], '12}');
    expect(await actions).toEqual([
      {
        kind: 'close',
        text: '\n\n...</think>\n Oh, I have got the answer to the whole problem\n**Final Answer:**\n\\[\n \\boxed{12}\n\\]',
        reason: '2 probes in a row gave 12',
      },
      { kind: 'stop', reason: '2 probes in a row gave 12' },
    ]);
  });

  it.each([
    ['a different answer', '12} \\]', '13}'],
    ['an answer that is not closed', '12} \\]', '12'],
    ['doubt', '12} \\]', '12} wait'],
    ['too few probes', '', '12}'],
  ])('goes on after %s', async (_, before, now) => {
    const script = before === '' ? ['a', 'a'] : ['a', probed(before)];
    expect(await review({ agreeing: 2, interval: 2 }, script, now).actions).toEqual([]);
  });

  it('probes every so many tokens of the thinking', async () => {
    for (const script of [[], ['a'], ['a', 'a', 'a'], ['a', '</think>']]) {
      const { tools, actions } = review({ interval: 2 }, script, '1}');
      expect(await actions).toEqual([]);
      expect(tools.requests).toEqual([]);
    }
    const { tools, actions } = review({ interval: 2 }, ['a', 'a'], '1}');
    await actions;
    expect(tools.requests).toMatchObject([{ maxTokens: 20, temperature: 0.6, topP: 0.95 }]);
  });

  it('warns when its earliest exit is beyond the context', () => {
    expect(dynasor.warning?.({ agreeing: 16, interval: 64 }, model)).toMatch(/after 1024 tokens/);
    expect(dynasor.warning?.(dynasor.defaults, model)).toBeUndefined();
  });
});
