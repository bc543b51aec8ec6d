import { expect, test } from 'vitest';
import { context, makeSample } from '../../evaluation/report/fixtures.ts';
import { hashItem, hashStrategy } from '../../evaluation/run/hashes.ts';
import type { TaskItem } from '../../evaluation/run/item.ts';
import { sha256 } from '../../evaluation/run/sha256.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { readRoute } from '../app/route.ts';
import { readCompareLink } from '../compare-link.ts';
import type { CompareRequest } from '../automation.ts';
import { describeResults, UNKNOWN_CONTEXT, type Results } from './results.ts';
import { sampleLink } from './sample-link.ts';

const SAMPLING = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0 };

function sampleOf(strategy: string, settings: Sample['settings'], maxTokens = 400): Sample {
  const strategyHash = hashStrategy({ strategy, settings, sampling: SAMPLING, maxTokens }, sha256);
  return makeSample(1, { strategy, settings, strategyHash, itemHash: hashItem(ITEM, sha256) });
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
  expect(requestOf(long, settled).maxTokens).toBe(900);
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
