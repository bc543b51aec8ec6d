import { expect, test } from 'vitest';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import { completeLanes, describeConfiguration } from './eval-configuration.ts';
import { readEvalOptions } from './eval-options.ts';

const task = { name: 't', items: [{ id: 'a', problem: 'p', answer: '4' }] };

function describe(...args: string[]): Configuration {
  const options = readEvalOptions(['--task', 't.jsonl', '--out', 'o', ...args]);
  if (!options) throw new Error('Help was asked for.');
  return describeConfiguration(options, completeLanes(options.lanes, options.model), task);
}

test('settings are complete, with the suggestion of the model beneath what is asked for', () => {
  const { strategies, maxTokens } = describe('--set', 'B.shift=0.5');
  expect(strategies[1]?.settings).toMatchObject({ amplitude: 4, period: 30, shift: 0.5, vocabulary: 'words' });
  expect(maxTokens).toBe(400);
});

const hash = (...args: string[]): string | undefined => describe(...args).strategies[0]?.hash;

test('what decides the samples changes the hash of the strategy; the seed is apart', () => {
  expect(hash()).toMatch(/^[0-9a-f]{64}$/);
  expect(hash('--seed', '8')).toBe(hash());
  expect(hash('--max-tokens', '60')).not.toBe(hash());
  expect(hash('--temperature', '1')).not.toBe(hash());
});

test('the prompt of a task is part of every problem', () => {
  const options = readEvalOptions(['--task', 't.jsonl', '--out', 'o']);
  if (!options) throw new Error('Help was asked for.');
  const lanes = completeLanes(options.lanes, options.model);
  const asked = describeConfiguration(options, lanes, { ...task, prompt: '{problem} Box it.' });
  expect(asked.prompt).toBe('{problem} Box it.');
  expect(asked.items[0]?.hash).not.toBe(describe().items[0]?.hash);
  const alone = describeConfiguration(options, lanes, { ...task, prompt: '{problem}' });
  expect(alone).toEqual(describe());
  expect(() => describeConfiguration(options, lanes, { ...task, prompt: 'Box it.' })).toThrow('0 times');
});

test('a stack is one strategy with the settings of all', () => {
  const [stack] = describe('--strategies', 'cyclic-reflex+certainty-guided').strategies;
  expect(stack?.strategy).toBe('cyclic-reflex+certainty-guided');
  expect(stack?.settings).toMatchObject({ 'cyclic-reflex.amplitude': 4, 'certainty-guided.threshold': 0.9 });
});

test.each([
  [['--strategies', 'plain,plain'], /lanes A and B both run plain/],
  [['--strategies', 'plain', '--preset', 'plain=model'], /no preset "model"/],
  [['--model', 'nobody'], /no model "nobody"/],
])('refuses %j', (args, message) => {
  expect(() => describe(...args)).toThrow(message);
});
