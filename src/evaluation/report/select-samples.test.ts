import { expect, test } from 'vitest';
import { VERDICTS } from '../sample.ts';
import { groupArms } from './arms.ts';
import { buildReport } from './build-report.ts';
import { context, makeSample } from './fixtures.ts';
import { orderSamples } from './order.ts';
import { CHANGE_KINDS } from './render-endings.ts';
import { selectSamples, type Selection } from './select-samples.ts';

const ANSWERS = ['7', '8', null, '7', '9', '7'];

const samples = ANSWERS.flatMap((answer, problem) => [
  makeSample(problem, { answer, end: problem === 2 ? null : 'end', looping: problem === 3 }),
  makeSample(problem, { strategy: 'srgen', answer: ANSWERS[(problem + 1) % ANSWERS.length] ?? null }),
]);
const arms = groupArms(orderSamples(samples), undefined);
const report = buildReport(samples, context);
const count = (selection: Selection): number => selectSamples(arms, selection).length;

test('every figure of the report has as many samples behind it as it says', () => {
  for (const { label, verdicts, ends, changes, looping, samples: all } of report.strategies) {
    expect(count({ kind: 'strategy', label })).toBe(all);
    for (const verdict of VERDICTS) expect(count({ kind: 'verdict', label, verdict })).toBe(verdicts[verdict]);
    expect(count({ kind: 'looping', label })).toBe(looping);
    for (const [end, total] of Object.entries(ends)) expect(count({ kind: 'end', label, end })).toBe(total);
    for (const change of CHANGE_KINDS) expect(count({ kind: 'change', label, change })).toBe(changes[change]);
    expect(count({ kind: 'change', label, change: null })).toBe(changes.withCandidate);
  }
  expect(count({ kind: 'all' })).toBe(report.samples);
});

test('pairs that only one has right are those of the exact test, both sides of each', () => {
  const [comparison] = report.comparisons.filter(({ metric }) => metric === 'accuracy');
  const { oursOnly, baselineOnly } = comparison?.mcnemar ?? { oursOnly: -1, baselineOnly: -1 };
  expect(count({ kind: 'pairs', label: 'srgen', right: 'strategy' })).toBe(2 * oursOnly);
  expect(count({ kind: 'pairs', label: 'srgen', right: 'baseline' })).toBe(2 * baselineOnly);
  expect(count({ kind: 'pairs', label: 'srgen', right: null })).toBe(samples.length);
});

test('a strategy that is not there has no samples', () => {
  expect(count({ kind: 'strategy', label: 'other' })).toBe(0);
});
