import { expect, it } from 'vitest';
import { biasMark, biasOn, formatBias, positionBias } from './token-bias.ts';
import { tokenRecord } from './test-doubles.ts';

const bias = (tokens: number[], value: number | null) => ({
  kind: 'bias' as const,
  strategy: 's',
  reason: 'r',
  tokens,
  value,
});

it('tells the bias at a position from the bias on its token', () => {
  const record = tokenRecord(3, 'So', { id: 5, interventions: [bias([1, 2], -1.5), bias([5, 2], 0.5)] });
  expect(positionBias(record)).toBe(-1.5);
  expect(biasOn(record, 5)).toBe(0.5);
  expect(biasOn(record, 2)).toBe(-1);
  expect(biasOn(record, 9)).toBe(0);
});

it('reads null as a ban', () => {
  const record = tokenRecord(0, 'a', { id: 1, interventions: [bias([2], null)] });
  expect(positionBias(record)).toBe(-Infinity);
  expect(formatBias(biasOn(record, 2))).toBe('banned');
  expect([biasMark(-1), biasMark(0), biasMark(1)]).toEqual(['▼', '', '▲']);
});
