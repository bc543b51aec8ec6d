import { expect, it } from 'vitest';
import { statisticsWith } from '../session/method-records.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import { COLOUR_SCALES, findScale, stepOf, type ColourScale } from './colour-scales.ts';

function scale(id: string): ColourScale {
  const found = findScale(id);
  if (!found) throw new Error(id);
  return found;
}

const drawn = (more: object = {}) => tokenRecord(0, 'a', { id: 5, statistics: { ...statisticsWith({}), ...more } });

it('every scale rises, and shows nothing for what was not drawn', () => {
  for (const each of COLOUR_SCALES) {
    expect(each.from.toSorted((a, b) => a - b)).toEqual(each.from);
    expect(stepOf(each, tokenRecord(0, 'a', { source: 'forced' }))).toBe(0);
  }
});

it('steps are fixed: likely tokens are pale, unlikely ones dark', () => {
  expect(stepOf(scale('probability'), drawn({ logprob: [0, Math.log(0.95)] }))).toBe(0);
  expect(stepOf(scale('probability'), drawn({ logprob: [0, Math.log(0.5)] }))).toBe(2);
  expect(stepOf(scale('probability'), drawn({ logprob: [0, Math.log(0.001)] }))).toBe(5);
  expect(stepOf(scale('entropy'), drawn({ entropy: [0, 1.71] }))).toBe(3);
  expect(stepOf(scale('entropy'), drawn({ entropy: [0, 9] }))).toBe(5);
});

it('ranks the drawn token among the candidates that were kept', () => {
  const candidates = [4, 5, 6].map((id): [number, number] => [id, -id]);
  expect(scale('rank').valueOf(drawn({ before: candidates }))).toBe(2);
  expect(scale('rank').valueOf(drawn({ before: candidates, after: candidates.toReversed() }))).toBe(2);
  expect(scale('rank').valueOf(drawn({ before: [] }))).toBe(1);
  expect(scale('rank').valueOf(drawn({ before: candidates.slice(2) }))).toBe(2);
});

it('tells the sign of a bias', () => {
  const bias = { kind: 'bias' as const, strategy: 's', reason: 'r', tokens: [1], value: -2.5 };
  expect(stepOf(scale('bias'), { ...drawn(), interventions: [bias] })).toBe(-3);
});
