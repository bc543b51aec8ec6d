import { expect, it } from 'vitest';
import { banRecord } from '../session/method-records.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import { candidateRows, formatProbability, showText } from './candidates.ts';
import { describeToken } from './describe-token.ts';

const statistics = {
  entropy: [1, 0.9] as [number, number],
  varentropy: [1, 1] as [number, number],
  logprob: [Math.log(0.01), Math.log(0.2)] as [number, number],
  tempered: 1,
  divergence: 0.1,
  before: [
    [1, Math.log(0.5)],
    [2, Math.log(0.3)],
  ] as [number, number][],
  after: [
    [2, Math.log(0.4)],
    [1, Math.log(0.3)],
  ] as [number, number][],
};
const bias = {
  kind: 'bias' as const,
  strategy: 'cyclic-reflex',
  reason: 'Position 4: +1.00',
  tokens: [2, 7],
  value: 1,
};

it('lists candidates as they stand after the strategy, the drawn one included', () => {
  const rows = candidateRows(tokenRecord(4, ' x', { id: 7, statistics, interventions: [bias] }), { 1: 'a', 2: 'b' });
  expect(rows.map(({ id, text, bias: added, chosen }) => [id, text, added, chosen])).toEqual([
    [2, 'b', 1, false],
    [1, 'a', 0, false],
    [7, ' x', 1, true],
  ]);
  expect(rows[2]?.before).toBeCloseTo(0.01);
});

it('has no candidates for a token that was put in', () => {
  expect(candidateRows(tokenRecord(0, 'x'), {})).toEqual([]);
});

it('says what happened', () => {
  expect(describeToken(tokenRecord(4, 'x', { id: 7, interventions: [bias] }))).toEqual([
    'CyclicReflex: Position 4: +1.00.',
    'The token drawn is one of them: +1.00 nats on its logit.',
  ]);
  expect(describeToken(tokenRecord(0, 'x'))).toEqual([
    'No strategy acted here: the token was drawn as the model gave it.',
  ]);
});

it('shows white space and small probabilities', () => {
  expect(showText(' a\n')).toBe('␣a↵');
  expect(formatProbability(0.0001)).toBe('<0.001');
  expect(formatProbability(0)).toBe('0.000');
});

it('names what was banned, with the probability it would have had', () => {
  expect(describeToken(banRecord(4, { 5: 0.2, 7: 0.1, 9: 0.6 }, [5, 7, 8]), { 5: 'Wait', 7: ' But' })).toEqual([
    'Certainty-guided (CGRS): Certain.',
    'Banned: “Wait” had probability 0.200, “␣But” 0.100.',
  ]);
  expect(describeToken(banRecord(4, { 9: 0.6 }, [5])).at(-1)).toBe(
    'None of the banned tokens was among the likeliest here.',
  );
});

it('gives the reasons of all strategies that biased a token', () => {
  const banned = banRecord(4, { 5: 0.2 }, [5]);
  expect(describeToken({ ...banned, id: 7, interventions: [bias, ...banned.interventions] }, { 5: 'Wait' })).toEqual([
    'CyclicReflex: Position 4: +1.00.',
    'Certainty-guided (CGRS): Certain.',
    'Banned: “Wait” had probability 0.200.',
    'The token drawn is one of them: +1.00 nats on its logit.',
  ]);
});

it('gives one reason once, and says what was taken back', () => {
  expect(describeToken(tokenRecord(4, 'x', { id: 9, interventions: [bias, { ...bias, tokens: [3] }] }))).toHaveLength(
    2,
  );
  const withdrawn = [{ id: 1, text: '\n', logprob: Math.log(0.25) }];
  const replace = { kind: 'replace' as const, strategy: 's', reason: 'It stopped', text: 'x', withdrawn };
  expect(describeToken(tokenRecord(4, 'x', { source: 'forced', interventions: [replace] }))).toEqual([
    's: It stopped.',
    'Taken back: “↵” with probability 0.250.',
    'This token was put in by the strategy, not drawn.',
  ]);
});
