import { expect, test } from 'vitest';
import { testConfiguration, testSamples } from '../src/evaluation/run/test-doubles.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { summarise, tabulate, type Summary } from './eval-summary.ts';

const configuration = testConfiguration();
const [base] = testSamples(configuration);

function sample(strategyHash: 's1' | 's2', verdict: Sample['verdict'], tokens: number): Sample {
  if (!base) throw new Error('No sample.');
  return { ...base, strategyHash, verdict, tokens };
}

const summary = (...samples: Sample[]): Summary => summarise(configuration, 'test engine', samples);

test('accuracy counts a missing answer as wrong and leaves unscored samples out', () => {
  const { strategies } = summary(
    sample('s1', 'correct', 10),
    sample('s1', 'no answer', 30),
    sample('s1', 'unscored', 20),
  );
  expect(strategies).toMatchObject([
    { samples: 3, correct: 1, noAnswer: 1, unscored: 1, accuracy: 0.5, meanTokens: 20 },
  ]);
});

test('what was too long is counted, and in no other figure; truncated and looping samples are counted too', () => {
  const long = { ...sample('s1', 'too long', 0), end: 'too long' };
  const looping = { ...sample('s1', 'no answer', 60), end: 'length', looping: true };
  const { strategies } = summary(sample('s1', 'correct', 20), long, looping);
  expect(strategies).toMatchObject([
    { samples: 3, tooLong: 1, truncated: 1, looping: 1, wrong: 0, noAnswer: 1, accuracy: 0.5, meanTokens: 40 },
  ]);
});

test('lanes of one strategy stay apart and lanes without samples are left out', () => {
  const { strategies, sampling } = summary(sample('s2', 'wrong', 10), sample('s1', 'correct', 10));
  expect(strategies.map((row) => row.accuracy)).toEqual([1, 0]);
  expect(sampling.seed).toBe(7);
  expect(summary(sample('s2', 'wrong', 10)).strategies).toHaveLength(1);
});

test('the table has one row per lane, and the settings under it', () => {
  const table = tabulate(
    summary(sample('s1', 'unscored', 10), { ...sample('s2', 'correct', 12), settings: { amplitude: 3 } }),
  );
  expect(table.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^A plain +1 +unscored +0 +0 +0 +0 +10\.0 +1\.00$/),
    expect.stringMatching(/^B plain +1 +100\.0 % +0 +0 +0 +0 +12\.0 +1\.00$/),
    'B plain: amplitude=3',
  ]);
});
