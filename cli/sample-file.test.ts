import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planJobs } from '../src/evaluation/run/plan.ts';
import { sampleLine } from '../src/evaluation/run/sample-lines.ts';
import { testConfiguration, testSamples } from '../src/evaluation/run/test-doubles.ts';
import type { Sample } from '../src/evaluation/sample.ts';
import { openSampleFile, recoverSamples } from './sample-file.ts';

const configuration = testConfiguration();
const jobs = planJobs(configuration);
const samples = testSamples(configuration);
const lines = samples.map(sampleLine);

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  path = join(folder, 'samples.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const recover = (): readonly Sample[] => recoverSamples(path, configuration, jobs);

test('every sample is on disk as one line as soon as it is added', () => {
  expect(recover()).toEqual([]);
  const file = openSampleFile(path);
  for (const sample of samples.slice(0, 2)) file.append(sample);
  expect(readFileSync(path, 'utf8')).toBe(lines.slice(0, 2).join(''));
  file.close();
  const again = openSampleFile(path);
  for (const sample of samples.slice(2, 3)) again.append(sample);
  again.close();
  expect(recover()).toEqual(samples.slice(0, 3));
});

test('a last line cut anywhere, inside a character too, is cut off and nothing else', () => {
  const [last = ''] = lines.slice(2, 3);
  const bytes = Buffer.from(last);
  for (let kept = 0; kept < bytes.length; kept += 1) {
    writeFileSync(path, lines.slice(0, 2).join(''));
    appendFileSync(path, bytes.subarray(0, kept));
    expect(recover()).toEqual(samples.slice(0, 2));
    expect(readFileSync(path, 'utf8')).toBe(lines.slice(0, 2).join(''));
  }
});

test('a corrupt line in the middle is named, and the file left as it is', () => {
  const content = `${lines[0]}{"task":\n${lines[1]}{"half`;
  writeFileSync(path, content);
  expect(recover).toThrow(`${path}, line 2: not JSON`);
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test.runIf(existsSync('/dev/full'))('a full disk is told as such', () => {
  const file = openSampleFile('/dev/full');
  for (const sample of samples.slice(0, 1))
    expect(() => file.append(sample)).toThrow('/dev/full cannot be written: the disk is full.');
  file.close();
});

test('a path that cannot be written is told as such', () => {
  writeFileSync(path, '');
  expect(() => openSampleFile(join(path, 'samples.jsonl'))).toThrow(/cannot be written: a part of the path is a file/);
});
