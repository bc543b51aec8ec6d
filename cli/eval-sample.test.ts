import { expect, test } from 'vitest';
import type { TokenRecord } from '../src/decoding/trace.ts';
import type { Configuration } from '../src/evaluation/run/configuration.ts';
import type { TaskItem } from '../src/evaluation/run/item.ts';
import { planJobs } from '../src/evaluation/run/plan.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { completeLanes, describeConfiguration } from './eval-configuration.ts';
import { readEvalOptions } from './eval-options.ts';
import { describeSample } from '../src/evaluation/run/describe-sample.ts';
import { readRun } from '../src/evaluation/run/read-run.ts';
import { sha256 } from './eval-hash.ts';

function record(position: number, changes: Partial<TokenRecord>): TokenRecord {
  return {
    position,
    id: 1,
    text: '',
    phase: 'answer',
    source: 'sampled',
    statistics: null,
    interventions: [],
    probes: [],
    ...changes,
  };
}

const FORCED = { kind: 'force', strategy: 'plain', reason: 'why', text: 'Hm' } as const;
const PROBE = { strategy: 'plain', prompt: '', tokens: [], values: {} };

function configure(item: TaskItem): Configuration {
  const options = readEvalOptions(['--task', 't.jsonl', '--out', 'o', '--strategies', 'plain']);
  if (!options) throw new Error('Help was asked for.');
  return describeConfiguration(options, completeLanes(options.lanes, options.model), { name: 't', items: [item] });
}

function sampleOf(item: TaskItem, text: string, changes: { readonly maxTokens?: number } = {}): Sample {
  const configuration = configure(item);
  const [job] = planJobs(configuration);
  if (!job) throw new Error('Nothing is planned.');
  const run = readRun({
    trace: {
      header: {
        format: 'second-thought/trace',
        version: 1,
        model: 'ponder',
        engine: { engine: 'onnx', device: 'wasm', description: 'test engine' },
        prompt: item.problem,
        promptIds: [],
        strategies: [{ id: 'plain', settings: {} }],
        sampling: { ...configuration.sampling, seed: job.seed },
        maxTokens: configuration.maxTokens,
        ...changes,
      },
      records: [
        record(0, { text: 'Hm', phase: 'thinking', interventions: [FORCED, FORCED], probes: [{ ...PROBE, cost: 5 }] }),
        record(1, {
          text,
          probes: [
            { ...PROBE, cost: 2 },
            { ...PROBE, cost: 3 },
          ],
        }),
      ],
      texts: {},
      end: { reason: 'end', interventions: [] },
    },
    reflections: 1,
    milliseconds: 12.6,
  });
  return describeSample(configuration, item, job, run, sha256);
}

test('counts what the trace holds and grades its text', () => {
  expect(sampleOf({ id: 'a', problem: 'p', answer: '0.5' }, '\\boxed{\\frac{1}{2}}')).toMatchObject({
    id: 'a',
    verdict: 'correct',
    answer: '\\frac{1}{2}',
    gold: '0.5',
    tokens: 2,
    thinkingTokens: 1,
    interventions: 1,
    probeTokens: 10,
    reflections: 1,
    end: 'end',
    text: 'Hm\\boxed{\\frac{1}{2}}',
    milliseconds: 13,
  });
  expect(sampleOf({ id: 'a', problem: 'p', answer: '' }, '\\boxed{1}').verdict).toBe('unscored');
});

test('any expression that reaches the target is right', () => {
  const item = { id: 'a', problem: 'p', answer: '5*(6+4)', numbers: [6, 4, 5], target: 50 };
  expect(sampleOf(item, '\\boxed{(4+6)*5}').verdict).toBe('correct');
  expect(sampleOf(item, '\\boxed{50}').verdict).toBe('wrong');
  expect(sampleOf(item, 'nothing').verdict).toBe('no answer');
});

test('a page that ran something else is caught', () => {
  expect(() => sampleOf({ id: 'a', problem: 'p', answer: '1' }, '1', { maxTokens: 9 })).toThrow(
    'something else than was planned for the problem "a"',
  );
});
