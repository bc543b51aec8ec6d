import { expect, test } from 'vitest';
import { testConfiguration, testSamples } from '../run/test-doubles.ts';
import { chooseSetting, scoreSettings } from './choose-setting.ts';
import type { TuningScore } from './tuning.ts';

const score = (passAt1: number | null, tokens: number | null = 10): TuningScore => ({
  settings: {},
  hash: '',
  passAt1,
  tokens,
});

test.each([
  ['the highest pass@1', [score(0.2), score(0.6, 99), score(0.5)], 1],
  ['fewer tokens among equals', [score(0.6, 20), score(0.6, 10), score(0.6, 30)], 1],
  ['the earlier of equals', [score(0.6), score(0.6)], 0],
  ['equal but for rounding', [score(0.1 + 0.2, 10), score(0.3, 9)], 1],
  ['what is scored', [score(null), score(0)], 1],
])('%s is chosen', (_, scores, chosen) => expect(chooseSetting(scores)).toBe(chosen));

test('nothing is chosen from nothing', () => {
  expect(() => chooseSetting([score(null), score(null)])).toThrow('No sample of the tuning split could be scored.');
});

test('a setting is scored by problem, and too long problems cost and count nothing', () => {
  const configuration = testConfiguration();
  const samples = testSamples(configuration).map((sample) => {
    if (sample.strategyHash === 's1') return sample;
    if (sample.id === 'a') return { ...sample, verdict: 'too long' as const, tokens: 0 };
    // One of two samples of b is wrong, and it was expensive.
    return sample.id === 'b' && sample.sample === 0
      ? { ...sample, verdict: 'wrong' as const, tokens: 20, probeTokens: 6 }
      : sample;
  });
  expect(scoreSettings(configuration, samples)).toEqual([
    { settings: {}, hash: 's1', passAt1: 1, tokens: 10 },
    { settings: { amplitude: 3 }, hash: 's2', passAt1: 0.875, tokens: 12 },
  ]);
});
