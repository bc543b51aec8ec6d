import { expect, test } from 'vitest';
import type { Sample } from '../sample.ts';
import { planJobs } from './plan.ts';
import { parseSamples, sampleLine } from './sample-lines.ts';
import { testConfiguration, testSamples } from './test-doubles.ts';

const configuration = testConfiguration();
const jobs = planJobs(configuration);
const samples = testSamples(configuration);
const parse = (text: string): readonly Sample[] => parseSamples(text, 'samples.jsonl', configuration, jobs);
const [first = '', second = ''] = samples.map(sampleLine);

test('lines are read back as they were written, in any order', () => {
  expect(parse('')).toEqual([]);
  expect(parse(samples.toReversed().map(sampleLine).join(''))).toEqual(samples.toReversed());
});

test('equal samples are equal bytes, whatever the order of their names', () => {
  for (const sample of samples.slice(0, 1)) {
    const reversed = Object.fromEntries(Object.entries(sample).toReversed()) as unknown as Sample;
    expect(sampleLine(reversed)).toBe(sampleLine(sample));
  }
});

test('a sample that two commands made is one', () => {
  const later = first.replace('"milliseconds":12', '"milliseconds":99');
  expect(parse(first + later)).toEqual(samples.slice(0, 1));
});

test.each([
  ['{"task":"t"', /samples\.jsonl, line 2: not JSON/],
  ['', /line 2: not JSON/],
  ['{"task":"t"}', /line 2: not a sample \("id"/],
  ['[]', /line 2: not a sample/],
  [first.trimEnd().replace('"tokens":10', '"tokens":11'), /line 2: the same sample is on an earlier line/],
  [second.trimEnd().replace('"task":"t"', '"task":"u"'), /line 2: .* another evaluation: it is of the task u, not t/],
  [second.trimEnd().replace('"s2"', '"s3"'), /cyclic-reflex ran with other settings/],
  [second.trimEnd().replace('hash of a', 'hash of z'), /no such problem "a"/],
  [second.trimEnd().replace('"modelHash":"m"', '"modelHash":"n"'), /other model files/],
  [second.trimEnd().replace(/"seed":\d+/, '"seed":1'), /its seed or number is another/],
])('names file and line of %s', (line, message) => {
  expect(() => parse(`${first}${line}\n${second}`)).toThrow(message);
});
