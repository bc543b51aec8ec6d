import { expect, test } from 'vitest';
import type { LaneResult } from '../src/lab/automation.ts';
import { laneAsJson, laneAsText, strategyOf } from './lane-report.ts';

function lane(words: readonly string[], divergedAt: number | null): LaneResult {
  return {
    trace: {
      header: {
        format: 'second-thought/trace',
        version: 1,
        model: 'ponder',
        engine: { engine: 'onnx', device: 'wasm', description: '' },
        prompt: '',
        promptIds: [],
        strategies: [{ id: 'cyclic-reflex', settings: { amplitude: 3, period: 30 } }],
        sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 },
        maxTokens: 10,
      },
      records: words.map((text, position) => ({
        position,
        id: position,
        text,
        phase: position < 2 ? 'thinking' : 'answer',
        source: 'sampled',
        statistics: null,
        interventions: [],
        probes: [],
      })),
      texts: {},
      end: { reason: 'end', interventions: [] },
    },
    divergedAt,
    answer: '4',
    reflections: 1,
    timings: { firstTokenMilliseconds: 100, totalMilliseconds: 2000 },
  };
}

const lanes = [lane(['So', ' 4', '4'], null), lane(['So', ' wait', '4'], 1)];

test('a line of JSON has figures, text and the whole trace, and times only when asked for', () => {
  const [first] = lanes;
  if (!first) throw new Error('There is no lane.');
  const parsed: unknown = JSON.parse(laneAsJson(first, 0, lanes, { timings: false }));
  expect(parsed).toMatchObject({
    strategy: 'cyclic-reflex',
    seed: 7,
    engine: 'onnx/wasm',
    text: 'So 44',
    answer: '4',
    tokens: 3,
    reflections: 1,
    divergedAt: null,
    trace: first.trace.records,
  });
  expect(parsed).not.toHaveProperty('timings');
  expect(JSON.parse(laneAsJson(first, 0, lanes, { timings: true }))).toHaveProperty('timings.totalMilliseconds', 2000);
});

test('a stack has one name, its settings those of --set, and the text names each with its own', () => {
  const [first] = lanes;
  if (!first) throw new Error('There is no lane.');
  const { header } = first.trace;
  const strategies = [...header.strategies, { id: 'srgen', settings: { steps: 3 } }];
  const stacked = { ...first, trace: { ...first.trace, header: { ...header, strategies } } };
  const settings = { 'cyclic-reflex.amplitude': 3, 'cyclic-reflex.period': 30, 'srgen.steps': 3 };
  expect(JSON.parse(laneAsJson(stacked, 0, lanes, { timings: false }))).toMatchObject({
    strategy: 'cyclic-reflex+srgen',
    settings,
  });
  expect(strategyOf(stacked.trace)).toEqual({ id: 'cyclic-reflex+srgen', settings });
  expect(laneAsText(stacked, 0, lanes, { timings: false })).toMatch(
    /^A {2}cyclic-reflex \(amplitude 3, period 30\) \+ srgen \(steps 3\)\n/,
  );
});

test('the text names the strategy, its settings and where it parts from the first lane', () => {
  const text = lanes.map((one, index) => laneAsText(one, index, lanes, { timings: false })).join('');
  expect(text).toContain('B  cyclic-reflex (amplitude 3, period 30)');
  expect(text).toContain('Parts from A at position 1: " 4" there, " wait" here.');
  expect(text).toContain('  Thinking\n    So wait\n\n  Answer\n    4\n');
});
