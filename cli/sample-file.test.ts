import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sample } from './eval-sample.ts';
import { createSampleFile } from './sample-file.ts';

const sample: Sample = {
  task: 't',
  id: 'a',
  sample: 0,
  strategy: 'plain',
  settings: {},
  seed: 1,
  answer: '4',
  gold: '4',
  verdict: 'correct',
  tokens: 3,
  thinkingTokens: 2,
  reflections: 0,
  end: 'end',
  text: '4',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every sample is on disk as one line as soon as it is added', () => {
  const out = join(folder, 'new', 'folder');
  const file = createSampleFile(out);
  expect(existsSync(join(out, 'samples.jsonl'))).toBe(false);
  file.append(sample);
  file.append(sample);
  const lines = readFileSync(join(out, 'samples.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([sample, sample]);
});

test('a folder that holds samples is refused by name', () => {
  createSampleFile(folder).append(sample);
  expect(() => createSampleFile(folder)).toThrow(`The folder ${folder} already holds samples`);
});
