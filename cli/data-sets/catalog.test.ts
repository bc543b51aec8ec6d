import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTask } from '../task-file-find.ts';
import { CATALOG, findDataSet, pinDataSet, readDataSets } from './catalog.ts';

let folder: string;
let copy: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  copy = join(folder, 'catalog.json');
  copyFileSync(CATALOG, copy);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('knows the five sets, by several names each', () => {
  const names = ['math-500', 'aime-2024', 'aime-2025', 'amc-2023', 'gsm8k'];
  expect(readDataSets().map(({ name }) => name)).toEqual(names);
  expect(findDataSet('math500').name).toBe('math-500');
  expect(() => findDataSet('mmlu')).toThrow('There is no data set "mmlu".');
  const all = readDataSets().flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(all).size).toBe(all.length);
});

test('a revision and a hash are there together or not at all', () => {
  for (const { revision, sha256 } of readDataSets()) expect(revision === null).toBe(sha256 === null);
});

test('a pin changes its set alone, and leaves the file as the formatter has it', () => {
  const { revision, sha256, problems } = findDataSet('gsm8k');
  pinDataSet('gsm8k', { revision, sha256, problems }, copy);
  expect(readFileSync(copy, 'utf8')).toBe(readFileSync(CATALOG, 'utf8'));
  const pin = { revision: 'a'.repeat(40), sha256: 'b'.repeat(64), problems: 1319 };
  pinDataSet('gsm8k', pin, copy);
  expect(findDataSet('gsm8k', copy)).toMatchObject(pin);
  expect(readDataSets(copy).slice(0, 4)).toEqual(readDataSets().slice(0, 4));
});

test.each([
  ['{', 'cannot be read'],
  ['{"dataSets": [{"name": "../x"}]}', '"dataSets.0.name"'],
])('a catalog %s is refused', (text, message) => {
  writeFileSync(copy, text);
  expect(() => readDataSets(copy)).toThrow(message);
});

/** Not part of this repository; some machines have them beside it. */
const local = new URL('../../../shared/datasets/', import.meta.url).pathname;

describe.skipIf(!existsSync(local))('local copies of the sets (../shared/datasets)', () => {
  test.each(readDataSets().map((each) => [each.name, each] as const))('%s', (name, { problems, prompt }) => {
    const task = findTask(name, 'ponder', { data: local });
    expect(task).toMatchObject({ name, prompt });
    expect(task.items).toHaveLength(problems);
  });
});
