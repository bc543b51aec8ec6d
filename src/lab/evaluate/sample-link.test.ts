import { expect, test } from 'vitest';
import { context, makeSample } from '../../evaluation/report/fixtures.ts';
import { hashItem, hashStrategy } from '../../evaluation/run/hashes.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { readRoute } from '../app/route.ts';
import { readCompareLink } from '../compare-link.ts';
import type { CompareRequest } from '../automation.ts';
import { engineInWords } from '../session/other-engine.ts';
import { modelFacts } from './model-facts.ts';
import { describeResults, UNKNOWN_CONTEXT, type Results } from './results.ts';
import { sampleLink } from './sample-link.ts';

const SAMPLING = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 };

function sampleOf(strategy: string, settings: Sample['settings'], maxTokens = 400): Sample {
  const strategyHash = hashStrategy({ strategy, settings, sampling: SAMPLING, maxTokens }, sha256);
  const { hash: modelHash } = modelFacts('ponder');
  return makeSample(1, { strategy, settings, strategyHash, modelHash, itemHash: hashItem(ITEM, sha256) });
}

const ITEM: TaskItem = { id: 'chain-1', problem: 'What is 3 + 4?', answer: '7' };

const PLAIN = sampleOf('plain', {});
const STACK = sampleOf('cyclic-reflex+srgen', { 'cyclic-reflex.amplitude': 3, 'srgen.steps': 2 });
function results(samples: readonly Sample[], item: TaskItem = ITEM): Results {
  return describeResults(samples, UNKNOWN_CONTEXT, [item]);
}

function requestOf(sample: Sample, from: Results): CompareRequest {
  const link = sampleLink(sample, from);
  if ('missing' in link) throw new Error(link.missing);
  return readCompareLink(readRoute(link.address)?.setup ?? '');
}

test('a sample opens beside the baseline, with its own seed and settings', () => {
  expect(requestOf(STACK, results([PLAIN, STACK]))).toEqual({
    prompt: 'What is 3 + 4?',
    model: 'ponder',
    answer: { gold: '7' },
    lanes: [
      { strategy: 'plain', settings: {} },
      { strategy: 'cyclic-reflex', settings: { amplitude: 3 }, also: [{ strategy: 'srgen', settings: { steps: 2 } }] },
    ],
    sampling: { ...SAMPLING, seed: 1001 },
    maxTokens: 400,
  });
  expect(requestOf(PLAIN, results([PLAIN, STACK])).lanes).toHaveLength(2);
  expect(requestOf(PLAIN, results([PLAIN])).lanes).toHaveLength(1);
});

test('settings are believed only where they give the hash of the samples', () => {
  const long = sampleOf('plain', {}, 900);
  expect(sampleLink(long, results([long]))).toEqual({ missing: expect.stringContaining('report.json') });
  const settled = describeResults([long], { ...context, settings: { ...SAMPLING, maxTokens: 900 } }, [ITEM]);
  expect(requestOf(long, settled)).toMatchObject({ maxTokens: 900, madeOn: engineInWords(context) });
});

const madeOn = (sample: Sample, model: string): Sample => ({ ...sample, modelHash: modelFacts(model).hash });

test('a sample opens on the model that made it', () => {
  const here = { ...context, settings: { ...SAMPLING, maxTokens: 400 }, model: 'qwen3-0.6b' };
  const [one, two] = [madeOn(PLAIN, 'qwen3-0.6b'), madeOn(STACK, 'qwen3-0.6b')];
  expect(requestOf(two, describeResults([one, two], here, [ITEM])).model).toBe('qwen3-0.6b');
  const mixed = requestOf(two, describeResults([PLAIN, two], here, [ITEM]));
  expect(mixed).toMatchObject({ model: 'ponder', lanes: [{ strategy: 'plain' }, { model: 'qwen3-0.6b' }] });
  expect(mixed.lanes[0]).not.toHaveProperty('model');
});

test('of files that nobody has any more the report names the model, as long as there is one', () => {
  const [old, older] = ['old', 'older'].map((modelHash) => ({ ...PLAIN, modelHash }));
  if (!old || !older) throw new Error('There are two.');
  const here = { ...context, settings: { ...SAMPLING, maxTokens: 400 }, model: 'ponder' };
  expect(requestOf(old, describeResults([old], here, [ITEM])).model).toBe('ponder');
  expect(sampleLink(old, results([old]))).toEqual({ missing: expect.stringContaining('model that made') });
  expect(sampleLink(old, describeResults([old, older], here, [ITEM]))).toHaveProperty('missing');
});

test('what is missing is said', () => {
  const foreign = sampleOf('telepathy', {});
  expect(sampleLink(foreign, results([foreign]))).toEqual({ missing: 'This page has no strategy “telepathy”.' });
  expect(sampleLink(PLAIN, describeResults([PLAIN], UNKNOWN_CONTEXT, []))).toHaveProperty('missing');
});

test('a problem with a target is opened with what any expression has to reach', () => {
  const item = { ...ITEM, numbers: [3, 4], target: 7 };
  const sample = { ...PLAIN, itemHash: hashItem(item, sha256) };
  const request = requestOf(sample, results([sample], item));
  expect(request).toHaveProperty('answer', { gold: '7', numbers: [3, 4], target: 7 });
});

test('a problem is asked as the evaluation asked it', () => {
  const asked = { ...ITEM, problem: 'What is 3 + 4? Box it.' };
  const sample = { ...PLAIN, itemHash: hashItem(asked, sha256) };
  const from = describeResults([sample], { ...UNKNOWN_CONTEXT, prompt: '{problem} Box it.' }, [ITEM]);
  expect(requestOf(sample, from).prompt).toBe('What is 3 + 4? Box it.');
});
