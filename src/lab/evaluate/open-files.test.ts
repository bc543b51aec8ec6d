import { expect, test } from 'vitest';
import { buildReport } from '../../evaluation/report/build-report.ts';
import { context, makeSample } from '../../evaluation/report/fixtures.ts';
import { sampleLine } from '../../evaluation/run/sample-lines.ts';
import { NOTHING_OPENED, openFiles } from './open-files.ts';

const SAMPLES = [makeSample(1), makeSample(2, { answer: '<img src=x onerror=alert(1)>' })];
const LINES = SAMPLES.map(sampleLine).join('');

const file = (name: string, text: string): File => new File([text], name);
const open = (...files: readonly File[]) => openFiles(NOTHING_OPENED, files);

test('samples, report and problems are told apart by what is in them', async () => {
  const opened = await open(
    file('b.json', JSON.stringify(buildReport(SAMPLES, context), null, 2)),
    file('a.txt', LINES),
    file('c.jsonl', '{"id": "chain-1", "problem": "3 + 4?", "answer": "7"}\n'),
  );
  expect(opened).toMatchObject({ name: 'a.txt', samples: SAMPLES, faults: [], context });
  expect([...opened.items.values()]).toEqual([{ id: 'chain-1', problem: '3 + 4?', answer: '7' }]);
});

test('a corrupt line is named, the rest is kept', async () => {
  const { samples, faults } = await open(file('s.jsonl', `${LINES}{"task"\n`));
  expect(samples).toEqual(SAMPLES);
  expect(faults).toEqual([{ line: 3, message: 'Line 3: not JSON.' }]);
});

test('a report joins the samples that are open', async () => {
  const before = await open(file('s.jsonl', LINES));
  const report = file('report.json', JSON.stringify(buildReport(SAMPLES, context)));
  expect(await openFiles(before, [report])).toMatchObject({ samples: SAMPLES, context });
  await expect(open(report)).rejects.toThrow('There are no samples');
});

test.each([
  ['', 'holds no samples'],
  ['not JSON', 'Line 1: not JSON'],
  ['{"format": "second-thought-report", "version": 9}', 'no report of this version'],
  ['{"id": "a", "problem": " "}', 'is empty'],
])('%j is refused with a reason', async (text, reason) => {
  await expect(open(file('x', text))).rejects.toThrow(reason);
});

test('more strategies than can be compared are refused', async () => {
  const many = Array.from({ length: 27 }, (_, index) => makeSample(1, { strategyHash: `s${index}` }));
  await expect(open(file('s.jsonl', many.map(sampleLine).join('')))).rejects.toThrow('27 strategies');
});

test('a file too large is refused before it is read', async () => {
  const large = { name: 'x', size: 65e6, text: () => Promise.reject(new Error('It was read.')) } as unknown as File;
  await expect(open(large)).rejects.toThrow('at most 64 MB');
});
