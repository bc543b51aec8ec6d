import { expect, test } from 'vitest';
import type { Sample } from './eval-sample.ts';
import { summarise, tabulate, type ModelDescription } from './eval-summary.ts';

const sampling = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 };
const model: ModelDescription = {
  model: 'ponder',
  engine: { engine: 'onnx', device: 'wasm', description: 'test engine' },
};

function sample(verdict: Sample['verdict'], tokens: number, settings: Sample['settings'] = {}): Sample {
  return {
    task: 't',
    id: 'a',
    sample: 0,
    strategy: 'plain',
    settings,
    seed: 1,
    answer: null,
    gold: '4',
    verdict,
    tokens,
    thinkingTokens: tokens,
    reflections: 1,
    end: 'end',
    text: '',
  };
}

test('accuracy counts a missing answer as wrong and leaves unscored samples out', () => {
  const { strategies } = summarise('t', model, sampling, [
    [sample('correct', 10), sample('no answer', 30), sample('unscored', 20)],
  ]);
  expect(strategies).toMatchObject([
    { samples: 3, correct: 1, noAnswer: 1, unscored: 1, accuracy: 0.5, meanTokens: 20 },
  ]);
});

test('lanes of one strategy stay apart and lanes without samples are left out', () => {
  const { strategies } = summarise('t', model, sampling, [
    [sample('correct', 10, { amplitude: 3 })],
    [sample('wrong', 10, { amplitude: 5 })],
    [],
  ]);
  expect(strategies.map((row) => [row.settings, row.accuracy])).toEqual([
    [{ amplitude: 3 }, 1],
    [{ amplitude: 5 }, 0],
  ]);
});

test('the table has one row per lane', () => {
  const table = tabulate(
    summarise('t', model, sampling, [[sample('unscored', 10)], [sample('correct', 12, { amplitude: 3 })]]),
  );
  expect(table.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^plain +- +1 +unscored +0 +10\.0 +1\.00$/),
    expect.stringMatching(/^plain +amplitude=3 +1 +100\.0 % +0 +12\.0 +1\.00$/),
  ]);
});
