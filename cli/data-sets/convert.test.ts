import { expect, test } from 'vitest';
import type { DataSet } from './catalog.ts';
import { convert } from './convert.ts';

const DATA_SET: DataSet = {
  name: 'some',
  aliases: [],
  host: 'github',
  repository: 'some/where',
  path: 'test.jsonl',
  revision: null,
  sha256: null,
  problems: 2,
  licence: 'MIT',
  fields: { problem: 'question', answer: 'answer' },
  prompt: '{problem}',
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const row = (changes: object = {}): string => JSON.stringify({ question: 'q', answer: 'a', ...changes });

test('takes the fields that the catalog names, and nothing else', () => {
  const fields = { id: 'key', problem: 'question', answer: 'answer', family: 'subject', level: 'level' };
  const text = `${row({ key: 7, answer: 27.0, subject: 'Algebra', level: 3, url: 'u' })}\r\n\n${row({ key: 'x' })}\n`;
  expect(convert(bytes(text), { ...DATA_SET, fields })).toEqual([
    { id: 'some-7', problem: 'q', answer: '27', family: 'Algebra', level: 3 },
    { id: 'some-x', problem: 'q', answer: 'a' },
  ]);
});

test('numbers what has no id, and takes what follows a mark', () => {
  const text = `${row({ answer: 'so #### 1\n#### 1,018' })}\n${row({ answer: '#### 5' })}`;
  expect(convert(bytes(text), { ...DATA_SET, answerAfter: '####' })).toEqual([
    { id: 'some-0', problem: 'q', answer: '1,018' },
    { id: 'some-1', problem: 'q', answer: '5' },
  ]);
});

test('reads one JSON list too', () => {
  expect(convert(bytes(`[${row()}, ${row()}]`), DATA_SET)).toHaveLength(2);
});

test.each<[string, string, Partial<DataSet>, string]>([
  ['a row that is no JSON', `${row()}\n{"question"`, {}, 'test.jsonl, line 2: not JSON'],
  ['a row that is no object', `${row()}\n7`, {}, 'line 2: no object'],
  ['a field that is missing', `${row()}\n{"answer": "1"}`, {}, 'line 2: "question" is no text'],
  ['an empty answer', `${row()}\n${row({ answer: ' ' })}`, {}, 'line 2: "answer" is no text'],
  ['an answer without its mark', row(), { answerAfter: '####' }, 'line 1: "answer" has no "####"'],
  [
    'a level of another kind',
    row({ level: [1] }),
    { fields: { ...DATA_SET.fields, level: 'level' } },
    'line 1: "level"',
  ],
  ['too few problems', row(), {}, 'it has 1 problems; 2 are expected'],
  [
    'an id twice',
    `${row({ k: 1 })}\n${row({ k: 1 })}`,
    { fields: { ...DATA_SET.fields, id: 'k' } },
    'an id is there twice',
  ],
  ['Parquet', 'PAR1\u0015\u0004', {}, 'is Parquet, which is not read here'],
  ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', {}, 'it is a pointer to a large file'],
  ['an unfinished list', `[${row()},`, {}, 'not JSON'],
])('refuses %s', (_, text, changes, message) => {
  expect(() => convert(bytes(text), { ...DATA_SET, ...changes })).toThrow(message);
});
