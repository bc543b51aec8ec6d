import { expect, it } from 'vitest';
import { applyEvent, waitingRun } from './lane-run.ts';
import { announceLane, describeAnswer, summarise } from './lane-summary.ts';
import { tokenRecords } from './test-doubles.ts';

const EMPTY = waitingRun('r', [{ id: 'plain', settings: {} }]);
const RUNNING = applyEvent(
  EMPTY,
  { kind: 'tokens', records: tokenRecords('Wait', ' \\boxed{7}'), texts: {}, elapsedMilliseconds: 100 },
  1,
);
const OVER = applyEvent(
  RUNNING,
  { kind: 'end', end: { reason: 'length', interventions: [] }, elapsedMilliseconds: 200 },
  2,
);
const NONE = new Set<number>();

it('gives no rate without tokens and no answer before the end', () => {
  expect(summarise(EMPTY, NONE, { gold: '7' })).toMatchObject({ tokensPerSecond: null, answer: null });
  expect(summarise(RUNNING, NONE, { gold: '7' })).toMatchObject({ tokensPerSecond: 20, answer: null });
  expect(summarise(OVER, NONE, { gold: '7' }).answer).toEqual({ text: '7', verdict: 'correct' });
});

it('counts reflection tokens by id', () => {
  const wait = RUNNING.records[0]?.id ?? -1;
  expect(summarise(RUNNING, new Set([wait]), { gold: '' }).reflections).toBe(1);
});

it('says verdicts and ends in words', () => {
  expect(describeAnswer({ text: '6', verdict: 'wrong' })).toBe('answer 6, wrong');
  expect(describeAnswer({ text: '6', verdict: 'unscored' })).toBe('answer 6');
  expect(describeAnswer({ text: null, verdict: 'no answer' })).toBe('no answer');
  expect(announceLane('B', OVER, summarise(OVER, NONE, { gold: '7' }))).toBe(
    'Lane B: cut off at the token limit, 2 tokens, answer 7, correct.',
  );
});
