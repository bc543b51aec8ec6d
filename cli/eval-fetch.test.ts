import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDataSets } from './data-sets/catalog.ts';
import { serve } from './data-sets/test-server.ts';
import { fetchDataSets } from './eval-fetch.ts';
import { findTask } from './task-file-find.ts';

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const FILE = '{"question":"What is 2 + 2?","answer":"4"}\n{"question":"What is 3 + 3?","answer":"6"}\n';
const SHA = createHash('sha256').update(FILE).digest('hex');

let folder: string;
let catalog: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-thought-'));
  catalog = join(folder, 'catalog.json');
  data = join(folder, 'data');
  writeCatalog({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeCatalog(changes: object): void {
  const set = {
    name: 'sums',
    aliases: [],
    host: 'huggingface',
    repository: 'some/sums',
    path: 'data/test.jsonl',
    revision: null,
    sha256: null,
    problems: 2,
    licence: 'MIT',
    fields: { problem: 'question', answer: 'answer' },
    prompt: '{problem} Box it.',
  };
  const onGithub = { ...set, name: 'git-sums', host: 'github' };
  writeFileSync(
    catalog,
    JSON.stringify({
      dataSets: [
        { ...set, ...changes },
        { ...onGithub, ...changes, name: 'git-sums' },
      ],
    }),
  );
}

/** The hub and GitHub at one address, as a mirror is. */
const hub = (file = FILE): Promise<string> =>
  serve({
    '/api/datasets/some/sums': JSON.stringify({ id: 'some/sums', sha: REVISION }),
    [`/datasets/some/sums/resolve/${REVISION}/data/test.jsonl`]: file,
    '/repos/some/sums/commits/HEAD': JSON.stringify({ sha: REVISION }),
    [`/some/sums/${REVISION}/data/test.jsonl`]: file,
  });

const run = (...args: string[]): Promise<number> => fetchDataSets([...args, '--catalog', catalog, '--to', data]);

test('pinned once, a data set is fetched at that revision and is a task', async () => {
  const mirror = await hub();
  expect(await run('--pin', 'sums', '--mirror', `${mirror}/`)).toBe(0);
  expect(readDataSets(catalog)[0]).toMatchObject({ revision: REVISION, sha256: SHA, problems: 2 });
  rmSync(data, { recursive: true });
  expect(await run('sums', '--mirror', mirror)).toBe(0);
  expect(readdirSync(data)).toEqual(['sums.jsonl']);
  expect(findTask('sums', 'ponder', { data, catalog })).toMatchObject({
    prompt: '{problem} Box it.',
    items: [
      { id: 'sums-0', problem: 'What is 2 + 2?', answer: '4' },
      { id: 'sums-1', problem: 'What is 3 + 3?', answer: '6' },
    ],
  });
});

test('several at once, from both kinds of host', async () => {
  expect(await run('sums', 'git-sums', '--pin', '--mirror', await hub())).toBe(0);
  expect(readdirSync(data).sort()).toEqual(['git-sums.jsonl', 'sums.jsonl']);
  expect(readDataSets(catalog).map(({ revision }) => revision)).toEqual([REVISION, REVISION]);
});

test('what is not pinned is refused, with both ways on', async () => {
  const refused = expect(run('sums', '--mirror', await hub())).rejects;
  await refused.toMatchObject({
    problem: {
      message: expect.stringContaining('sums is not pinned'),
      hint: expect.stringMatching(/fetch --pin sums.*--data DIR/),
    },
  });
  expect(existsSync(data)).toBe(false);
});

test.each<[string, object, string, RegExp]>([
  [
    'another content',
    { revision: REVISION, sha256: 'b'.repeat(64) },
    FILE,
    /has the SHA-256 \w{64}; the catalog says b{64}/,
  ],
  ['a revision that is gone', { revision: 'c'.repeat(40), sha256: SHA }, FILE, /answered 404/],
  ['other rows', { revision: REVISION, sha256: null }, '{"q":1}\n', /"question" is no text|not pinned/],
])('%s is refused and nothing is kept', async (_, changes, file, message) => {
  writeCatalog(changes);
  const before = readFileSync(catalog, 'utf8');
  await expect(run('sums', '--mirror', await hub(file))).rejects.toThrow(message);
  expect(existsSync(data)).toBe(false);
  expect(readFileSync(catalog, 'utf8')).toBe(before);
});

test('nothing is pinned to what cannot be read', async () => {
  const before = readFileSync(catalog, 'utf8');
  await expect(run('--pin', 'sums', '--mirror', await hub('PAR1'))).rejects.toThrow('is Parquet');
  const mirror = await serve({ '/api/datasets/some/sums': '{"sha":"main"}' });
  await expect(run('--pin', 'sums', '--mirror', mirror)).rejects.toThrow('names no commit');
  expect(readFileSync(catalog, 'utf8')).toBe(before);
});

test.each([
  [['--mirror', 'nowhere', 'sums'], '--mirror is "nowhere"'],
  [['mmlu'], 'There is no data set "mmlu"'],
  [[], 'No data set is named'],
  [['sums', '--nope'], "Unknown option '--nope'"],
])('refuses %j', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
