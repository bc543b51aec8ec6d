import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  writeFileSync(join(folder, 'own.jsonl'), `${LINE}\n`);
  writeFileSync(join(folder, 'chain-test.jsonl'), `${LINE}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('finds the problems of a model by name', () => {
  const { name, items } = findTask('chain-test', 'ponder');
  expect(name).toBe('chain-test');
  expect(items.length).toBeGreaterThan(100);
  expect(items[0]).toMatchObject({ id: 'chain-test-0', level: 3 });
});

test('a folder of data comes first, and a path names a file', () => {
  const own = { name: 'own', items: [{ id: 'x', answer: '1+2', numbers: [1, 2], target: 3, level: 2 }] };
  expect(findTask('own', 'ponder', folder)).toMatchObject(own);
  expect(findTask(join(folder, 'own.jsonl'), 'ponder')).toMatchObject(own);
  expect(findTask('own', 'ponder', folder).items[0]).not.toHaveProperty('source');
  expect(findTask('chain-test', 'ponder', folder).items).toHaveLength(1);
});

test('says which names there are, and that nothing is fetched', () => {
  expect(() => findTask('math500', 'ponder')).toThrow('There is no task "math500".');
  expect(() => findTask('../secrets', 'ponder', folder)).toThrow('There is no task');
  try {
    findTask('math500', 'ponder', folder);
  } catch (caught) {
    expect(caught).toHaveProperty('hint', expect.stringMatching(/own.*Nothing is fetched.*--data/));
  }
});
