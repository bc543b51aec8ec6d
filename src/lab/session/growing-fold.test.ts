import { expect, it } from 'vitest';
import { growingFold } from './growing-fold.ts';
import { tokenRecords } from './test-doubles.ts';

it('visits every record once while the list grows', () => {
  const visited: string[] = [];
  const fold = growingFold(
    () => ({ text: '' }),
    (state, record, previous) => {
      visited.push(record.text);
      state.text += `${previous?.text ?? '^'}${record.text} `;
    },
  );
  const [a, b, c] = tokenRecords('a', 'b', 'c');
  const records = [a, b].flatMap((record) => record ?? []);
  expect(fold(records).text).toBe('^a ab ');
  if (c) records.push(c);
  expect(fold(records).text).toBe('^a ab bc ');
  expect(visited).toEqual(['a', 'b', 'c']);
});

it('begins anew for another list', () => {
  const count = growingFold(
    () => ({ tokens: 0 }),
    (state) => {
      state.tokens += 1;
    },
  );
  const records = tokenRecords('a', 'b', 'c');
  expect(count(records).tokens).toBe(3);
  expect(count(records.slice(0, 1)).tokens).toBe(1);
});
