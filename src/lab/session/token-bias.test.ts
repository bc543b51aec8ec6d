import { expect, it } from 'vitest';
import { biasMark, biasOn, formatBias, positionBias, scheduledBiasOn } from './token-bias.ts';
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

it('adds up what two strategies put on one token, and leaves out what is banned', () => {
  const added = tokenRecord(3, 'So', { id: 1, interventions: [bias([1, 2], 3), bias([2], 1.5)] });
  expect(positionBias(added)).toBe(4.5);
  const opposed = tokenRecord(3, 'So', { id: 1, interventions: [bias([1], 3), bias([1], -3)] });
  expect(positionBias(opposed)).toBe(0);
  const banned = tokenRecord(3, 'So', { id: 1, interventions: [bias([1, 2], 3), bias([2], null)] });
  expect(positionBias(banned)).toBe(3);
  expect(biasOn(banned, 2)).toBe(-Infinity);
});

it('tells a schedule from corrected logits', () => {
  const logits = { ...bias([5], 0.4), strategy: 'srgen-logit' };
  const record = tokenRecord(3, 'So', { id: 5, interventions: [bias([5], 1), logits] });
  expect([scheduledBiasOn(record, 5), biasOn(record, 5)]).toEqual([1, 1.4]);
});

it('reads null as a ban', () => {
  const record = tokenRecord(0, 'a', { id: 1, interventions: [bias([2], null)] });
  expect(positionBias(record)).toBe(0);
  expect(formatBias(biasOn(record, 2))).toBe('banned');
  expect([biasMark(-1), biasMark(0), biasMark(1)]).toEqual(['▼', '', '▲']);
});
