import { expect, test } from 'vitest';
import { buildReport } from './build-report.ts';
import { context, makeSample } from './fixtures.ts';
import { markdownTable } from './markdown-table.ts';
import type { Report } from './report.ts';

test('has a row for every strategy, with paired differences but for the baseline', () => {
  const problems = [1, 2, 3, 4, 5, 6];
  const samples = problems.flatMap((problem) => [
    makeSample(problem, { answer: problem > 3 ? '7' : '8' }),
    makeSample(problem, { strategy: 'a|b', tokens: 50 + problem, end: 'length' }),
  ]);
  const lines = markdownTable(buildReport(samples, context)).split('\n');
  expect(lines[0]).toMatch(/^\*\*chains\*\*: 6 problems, one sample of each, Ponder on onnxruntime-web 1\.30\.0/);
  expect(lines[0]).toMatch(/A true difference of [\d.]+ points would be found with probability 0\.8\./);
  expect(lines.slice(2, 4).every((line) => line.split('|').length === 11)).toBe(true);
  expect(lines[2]).toContain('| difference from plain, points |');
  expect(lines[4]).toMatch(/^\| plain \| 50\.0\s% \[18\.8, 81\.2\] \|  \|  \| 103\.5 \|/);
  expect(lines[5]).toMatch(
    /^\| a\\\|b \| 100\.0\s% \[61\.0, 100\.0\] \| \+50\.0 \[.*\] \| .* \| × 0\.5\d \[.*\| 0 \| 6 \|$/,
  );
});

test('says where all came out alike, with an interval where there is one', () => {
  const samples = [1, 2, 3, 4].flatMap((problem) => [makeSample(problem), makeSample(problem, { strategy: 'other' })]);
  const report = buildReport(samples, context);
  const row = markdownTable(report).split('\n')[5];
  expect(row).toMatch(/\| 0\.0 \[−49\.0, \+49\.0\] \| 1\.000 \| 102\.5 \| × 1\.00 all alike \|/);
  // As written before intervals were named.
  const old = JSON.parse(
    JSON.stringify(report, (key, value: unknown) => (key === 'method' ? undefined : value)),
  ) as Report;
  expect(markdownTable(old)).toBe(markdownTable(report));
});
