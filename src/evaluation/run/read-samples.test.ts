import { expect, test } from 'vitest';
import { readSamples } from './read-samples.ts';
import { sampleLine } from './sample-lines.ts';
import { testConfiguration, testSamples } from './test-doubles.ts';

const samples = testSamples(testConfiguration());
const lines = samples.map(sampleLine);

test('reads what was written', () => {
  expect(readSamples(lines.join(''))).toEqual({ samples, faults: [] });
});

test('names a corrupt line by its number and keeps the rest', () => {
  const [first = '', ...rest] = lines;
  const text = [first, '{"cut": \n', '\n', '{"task": 3}\n', ...rest, first].join('');
  const read = readSamples(text);
  expect(read.samples).toEqual(samples);
  expect(read.faults.map(({ line }) => line)).toEqual([2, 4]);
  expect(read.faults[0]?.message).toBe('Line 2: not JSON.');
  expect(read.faults[1]?.message).toMatch(/^Line 4: not a sample \("task": /);
});

test('a sample that is there twice with two results is a fault', () => {
  const [first] = samples;
  if (!first) throw new Error('There are no samples.');
  const { samples: kept, faults } = readSamples(sampleLine(first) + sampleLine({ ...first, tokens: 11 }));
  expect(kept).toEqual([first]);
  expect(faults).toEqual([{ line: 2, message: expect.stringContaining('another result') }]);
});
