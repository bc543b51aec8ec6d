import { expect, it } from 'vitest';
import { runCsv } from './run-csv.ts';
import { savedRun } from './test-runs.ts';

it('has a row for every token, and nothing in it that a spreadsheet would run', () => {
  const lines = runCsv(savedRun(['=1+1', ' "a",\n', ' c'])).split('\r\n');
  expect(lines).toHaveLength(1 + 6 + 1);
  expect(lines[0]).toMatch(/^lane,position,id,text,phase,/);
  expect(lines[1]).toMatch(/^"A",0,\d+,"""=1\+1""","thinking","sampled",,/);
  expect(lines[2]).toContain(String.raw`""" \""a\"",\n"""`);
  expect(lines[4]).toMatch(/^"B",0,/);
});
