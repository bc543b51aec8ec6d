import { expect, it } from 'vitest';
import type { Verdict } from '../../evaluation/answer.ts';
import { seedDifferences, seedFigures, type SeedResult } from './seed-result.ts';

function result(lane: number, seed: number, tokens: number, verdict: Verdict): SeedResult {
  return { lane, seed, tokens, probeTokens: 10, reflections: seed, answer: '4', verdict };
}

const FIRST = [result(0, 1, 100, 'correct'), result(0, 2, 120, 'wrong'), result(0, 3, 80, 'no answer')];
const OTHER = [result(1, 3, 90, 'correct'), result(1, 1, 112, 'correct'), result(1, 9, 500, 'wrong')];

it('counts a missing answer as not solved, and probes as computed', () => {
  const { accuracy, tokens } = seedFigures(FIRST);
  expect(accuracy).toMatchObject({ value: 1 / 3, n: 3 });
  expect(tokens?.value).toBe(110);
  expect(tokens?.low ?? 0).toBeLessThan(110);
});

it('gives an interval also of seeds that all came out alike', () => {
  const right = [1, 2, 3, 4].map((seed) => result(0, seed, 100, 'correct'));
  expect(seedFigures(right).accuracy).toMatchObject({ value: 1, low: expect.closeTo(0.51, 2), high: 1 });
  expect(seedDifferences(right, right).accuracy).toMatchObject({ value: 0, high: expect.closeTo(0.49, 2) });
});

it('says nothing of an answer nobody knows, and no interval of the tokens of one seed', () => {
  const { accuracy, tokens } = seedFigures([result(0, 1, 100, 'unscored')]);
  expect([accuracy, tokens?.low]).toEqual([null, null]);
});

it('pairs by seed, and leaves out what has no partner', () => {
  const { tokens, accuracy, reflections } = seedDifferences(OTHER, FIRST);
  expect(tokens).toMatchObject({ value: 11, n: 2 });
  expect(accuracy).toMatchObject({ value: 0.5, n: 2 });
  expect(reflections).toMatchObject({ value: 0, n: 2 });
});
