import { expect, test } from 'vitest';
import { parseTask } from './task-file.ts';

const line = (id: string): string => JSON.stringify({ id, problem: 'What is 2 + 2?', answer: '4' });

test('reads one problem per line and skips blank lines', () => {
  expect(parseTask(`${line('a')}\n\n${line('b')}\r\n`, 'task.jsonl')).toEqual([
    { id: 'a', problem: 'What is 2 + 2?', answer: '4' },
    { id: 'b', problem: 'What is 2 + 2?', answer: '4' },
  ]);
});

test.each([
  ['{"id": "a"', /task\.jsonl, line 2: not JSON/],
  ['[]', /task\.jsonl, line 2: /],
  ['{"id": "b", "answer": "4"}', /line 2: "problem"/],
  ['{"id": "b", "problem": "  ", "answer": "4"}', /line 2: "problem" is empty/],
  ['{"id": 3, "problem": "x", "answer": "4"}', /line 2: "id"/],
  [line('a'), /line 2: the id "a" is already on line 1/],
])('names file and line of %s', (second, message) => {
  expect(() => parseTask(`${line('a')}\n${second}`, 'task.jsonl')).toThrow(message);
});

test('a file without problems is refused', () => {
  expect(() => parseTask('\n', 'task.jsonl')).toThrow('task.jsonl has no problems.');
});
