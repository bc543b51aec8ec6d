import { describe, expect, it } from 'vitest';
import { gradeAnswer } from '../grade-answer.ts';
import type { Verdict } from '../verdict.ts';
import { ALGEBRA } from './algebra.ts';
import { COLLECTIONS } from './collections.ts';
import type { Group } from './group.ts';
import { NUMBERS } from './numbers.ts';
import { SURDS } from './surds.ts';
import { TRAPS } from './traps.ts';
import { UNITS } from './units.ts';
import { WORDS } from './words.ts';

interface Case {
  readonly gold: string;
  readonly answer: string;
  readonly expected: Verdict;
  readonly verdict: Verdict;
}

function casesOf(groups: readonly Group[]): readonly Case[] {
  return groups.flatMap(({ gold, correct = [], wrong = [] }) => {
    const gradeAll = (answers: readonly string[], expected: Verdict): readonly Case[] =>
      answers.map((answer) => ({ gold, answer, expected, verdict: gradeAnswer(answer, gold).verdict }));
    return [...gradeAll(correct, 'correct'), ...gradeAll(wrong, 'wrong')];
  });
}

const KINDS = { NUMBERS, SURDS, COLLECTIONS, UNITS, ALGEBRA, WORDS, TRAPS };
const CASES = Object.values(KINDS).flatMap(casesOf);

describe('the corpus', () => {
  it('is large', () => expect(CASES.length).toBeGreaterThan(700));

  it('has no wrong answer taken for correct', () =>
    expect(CASES.filter(({ expected, verdict }) => expected === 'wrong' && verdict !== 'wrong')).toEqual([]));

  it('is agreed with', () => expect(CASES.filter(({ expected, verdict }) => verdict !== expected)).toEqual([]));

  it.each(Object.entries(KINDS))('has golds that equal themselves: %s', (_, groups) => {
    expect(groups.map(({ gold }) => gold).filter((gold) => gradeAnswer(gold, gold).verdict !== 'correct')).toEqual([]);
  });
});
