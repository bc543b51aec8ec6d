import { expect, test } from 'vitest';
import { describeTooLong } from './describe-too-long.ts';
import { planJobs } from './plan.ts';
import { parseSamples, sampleLine } from './sample-lines.ts';
import { testConfiguration } from './test-doubles.ts';

test('is the planned sample, with nothing in it', () => {
  const configuration = testConfiguration();
  const jobs = planJobs(configuration);
  const job = jobs[1];
  if (!job) throw new Error('Nothing is planned.');
  const sample = describeTooLong(configuration, { id: 'a', problem: 'p', answer: '4' }, job);
  expect(sample).toMatchObject({ id: 'a', strategy: 'cyclic-reflex', verdict: 'too long', end: 'too long', tokens: 0 });
  expect(parseSamples(sampleLine(sample), 'file', configuration, jobs)).toEqual([sample]);
});
