import { expect, test } from 'vitest';
import { MAX_LINE, parseGradeFile } from './grade-file.ts';

const LINE = JSON.stringify({ gold: '4', response: 'It is \\boxed{4}.' });

test('reads one response per line and skips blank lines', () => {
  const game = JSON.stringify({ id: 'a', numbers: [1, 2], target: 3, response: '' });
  expect(parseGradeFile(`${LINE}\n\n${game}\r\n`, 'out.jsonl')).toEqual([
    { gold: '4', response: 'It is \\boxed{4}.' },
    { id: 'a', numbers: [1, 2], target: 3, response: '' },
  ]);
});

test('takes a number for a gold', () => {
  expect(parseGradeFile('{"gold": 4, "response": ""}', 'out.jsonl')).toEqual([{ gold: '4', response: '' }]);
});

test.each([
  ['{"gold": "4"', /out\.jsonl, line 2: not JSON/],
  ['[]', /out\.jsonl, line 2: /],
  ['{"gold": "4"}', /line 2: "response"/],
  ['{"response": "4"}', /line 2: the line has no "gold"/],
  ['{"gold": "4", "response": "", "target": 4}', /line 2: the line has only one of/],
  ['{"gold": ["4"], "response": ""}', /line 2: "gold"/],
  ['x'.repeat(MAX_LINE + 1), /line 2: 4000001 characters long; the limit is 4000000/],
])('names file and line: %#', (second, message) => {
  expect(() => parseGradeFile(`${LINE}\n${second}`, 'out.jsonl')).toThrow(message);
});

test('a file without lines is refused', () => {
  expect(() => parseGradeFile('\n', 'out.jsonl')).toThrow('out.jsonl has no lines.');
});
