import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTask } from './task-file-find.ts';

const LINE = JSON.stringify({
  id: 'x',
  problem: 'Use 1 and 2 to make 3.',
  answer: '1+2',
  numbers: [1, 2],
  target: 3,
  level: 2,
  source: 'somewhere',
});
const REVISION = 'a'.repeat(40);

const dataSet = (name: string, revision: string | null): object => ({
  name,
  aliases: [`${name}-alias`],
  host: 'huggingface',
  repository: 'some/where',
  path: 'test.jsonl',
  revision,
  sha256: null,
  problems: 1,
  licence: 'MIT',
  fields: { problem: 'problem', answer: 'answer' },
  prompt: '{problem} Box it.',
});

let data: string;
let cache: string;
let catalog: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'second-thought-'));
  writeFileSync(join(data, 'own.jsonl'), `${LINE}\n`);
  writeFileSync(join(data, 'chain-test.jsonl'), `${LINE}\n`);
  cache = join(data, 'cache');
  catalog = join(data, 'catalog.json');
  writeFileSync(catalog, JSON.stringify({ dataSets: [dataSet('pinned', REVISION), dataSet('loose', null)] }));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('finds the problems of a model by name', () => {
  const { name, items, prompt } = findTask('chain-test', 'ponder');
  expect(name).toBe('chain-test');
  expect(items.length).toBeGreaterThan(100);
  expect(items[0]).toMatchObject({ id: 'chain-test-0' });
  expect(prompt).toBeUndefined();
});

test('a folder of data comes first, and a path names a file', () => {
  const own = { name: 'own', items: [{ id: 'x', answer: '1+2', numbers: [1, 2], target: 3, level: 2 }] };
  expect(findTask('own', 'ponder', { data })).toMatchObject(own);
  expect(findTask(join(data, 'own.jsonl'), 'ponder')).toMatchObject(own);
  expect(findTask('own', 'ponder', { data }).items[0]).not.toHaveProperty('source');
  expect(findTask('chain-test', 'ponder', { data }).items).toHaveLength(1);
  expect(findTask('own', 'ponder', { data, prompt: 'Q: {problem}' }).prompt).toBe('Q: {problem}');
});

test('a data set is taken from the folder of data, under any of its names, and brings its prompt along', () => {
  writeFileSync(join(data, 'loose-alias.jsonl'), `${LINE}\n`);
  for (const asked of ['loose', 'loose-alias']) {
    expect(findTask(asked, 'ponder', { data, catalog, cache })).toMatchObject({
      name: 'loose',
      prompt: '{problem} Box it.',
      source: 'some/where, test.jsonl (MIT)',
    });
  }
  expect(findTask('loose', 'ponder', { data, catalog, cache, prompt: '{problem}' }).prompt).toBe('{problem}');
});

test('otherwise it is what was fetched at the pinned revision', () => {
  const find = (): unknown => findTask('pinned', 'ponder', { data, catalog, cache });
  mkdirSync(join(cache, 'b'.repeat(40)), { recursive: true });
  writeFileSync(join(cache, 'b'.repeat(40), 'pinned.jsonl'), `${LINE}\n`);
  expect(find).toThrow('The data set pinned is not here.');
  mkdirSync(join(cache, REVISION));
  writeFileSync(join(cache, REVISION, 'pinned.jsonl'), `${LINE}\n`);
  expect(find()).toMatchObject({ name: 'pinned', source: `some/where, test.jsonl at ${REVISION} (MIT)` });
});

const hintOf = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (caught) {
    return caught instanceof Error && 'hint' in caught ? caught.hint : caught;
  }
};

test('says both ways to a data set that is not here', () => {
  expect(hintOf(() => findTask('pinned', 'ponder', { data, catalog, cache }))).toMatch(/fetch pinned\. .*--data DIR/);
  expect(hintOf(() => findTask('loose', 'ponder', { data, catalog, cache }))).toMatch(
    /fetch --pin loose\. .*--data DIR/,
  );
});

test('says which names there are', () => {
  expect(() => findTask('nothing', 'ponder')).toThrow('There is no task "nothing".');
  expect(() => findTask('../secrets', 'ponder', { data })).toThrow('There is no task');
  expect(hintOf(() => findTask('nothing', 'ponder', { data, catalog }))).toMatch(
    /own.*chain-test.*pinned, loose.*--data/,
  );
});
