import { expect, test } from 'vitest';
import { buildReport } from './build-report.ts';
import { context, makeSample } from './fixtures.ts';
import { runningAccuracy } from './running-accuracy.ts';

test('is the accuracy of the report', () => {
  const samples = [0, 1, 2, 3].flatMap((problem) => [
    makeSample(problem, { answer: problem === 1 ? '3' : '7' }),
    makeSample(problem, { sample: 1, seed: 5, answer: problem === 2 ? null : '7' }),
    makeSample(problem, { sample: 2, seed: 6, verdict: 'unscored' }),
  ]);
  expect(runningAccuracy(samples)).toEqual(buildReport(samples, context).strategies[0]?.passAt1);
  expect(runningAccuracy([])).toBeNull();
});
