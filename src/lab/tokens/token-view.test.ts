import { expect, it } from 'vitest';
import { banRecord, offset, statisticsWith } from '../session/method-records.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import { tokenLabel, viewToken } from './token-view.ts';

const bias = (value: number) => ({ kind: 'bias' as const, strategy: 's', reason: 'r', tokens: [5], value });

it('marks a reflection token that was raised, and shows the bias at every position', () => {
  const wait = viewToken(tokenRecord(4, ' Wait', { id: 5, interventions: [bias(1.8)] }), new Set([5]), false);
  expect(wait).toMatchObject({ lead: ' ', word: 'Wait', mark: '▲', isReflection: true, strip: 0.36 });
  expect(tokenLabel(wait, ' Wait')).toBe('Token 4: Wait, reflection token, raised +1.80 nats');
  const other = viewToken(tokenRecord(5, ' so', { id: 6, interventions: [bias(-9)] }), new Set([5]), false);
  expect(other).toMatchObject({ mark: '', isReflection: false, strip: -1 });
});

it('does not count reflection words in the answer', () => {
  expect(viewToken(tokenRecord(0, 'Wait', { id: 5, phase: 'answer' }), new Set([5]), false).isReflection).toBe(false);
});

it('shows white space', () => {
  expect(viewToken(tokenRecord(0, '.\n\n'), new Set(), true)).toMatchObject({ word: '.', sign: '¶' });
  expect(viewToken(tokenRecord(0, '.\n'), new Set(), false)).toMatchObject({ word: '.', sign: '↵', breaks: '\n' });
  expect(viewToken(tokenRecord(0, ' '), new Set(), false)).toMatchObject({ lead: ' ', word: '', sign: '' });
  expect(viewToken(tokenRecord(0, ''), new Set(), false)).toMatchObject({ word: '', sign: '▫' });
});

it('marks a ban that mattered, and knows of the others', () => {
  const likely = viewToken(banRecord(4, { 5: 0.12, 9: 0.8 }, [5, 7]), new Set([5]), false);
  expect(likely).toMatchObject({ ban: 'likely', mark: '', strip: -1 });
  expect(tokenLabel(likely, 'So')).toBe('Token 4: So, reflection banned, it had probability 0.12');
  const unlikely = viewToken(banRecord(4, { 9: 0.8 }, [5, 7]), new Set([5]), false);
  expect(unlikely).toMatchObject({ ban: 'unlikely', markWords: '' });
  expect(tokenLabel(unlikely, 'So')).toBe('Token 4: So, reflection banned');
});

it('shows both where one strategy raised and another banned', () => {
  const banned = banRecord(4, { 9: 0.8 }, [7]);
  const view = viewToken(
    { ...banned, id: 5, interventions: [bias(2.5), ...banned.interventions] },
    new Set([5]),
    false,
  );
  expect(view).toMatchObject({ mark: '▲', ban: 'unlikely', strip: 0.5 });
});

it('marks corrections, and those of the logits as what they are', () => {
  const corrected = tokenRecord(4, 'So', { interventions: [offset()], statistics: statisticsWith({}) });
  const view = viewToken(corrected, new Set(), false);
  expect([view.correction, view.mark, tokenLabel(view, 'So')]).toEqual([
    '◆',
    '',
    'Token 4: So, corrected, entropy 1.93 to 1.71',
  ]);
  const logits = { ...bias(0.4), strategy: 'srgen-logit' };
  expect(viewToken(tokenRecord(4, 'So', { id: 5, interventions: [logits] }), new Set(), false)).toMatchObject({
    correction: '◇',
    mark: '',
  });
});

it('says why text was put in', () => {
  const close = { kind: 'close' as const, strategy: 's', reason: 'The limit is reached', text: 'x' };
  const view = viewToken(tokenRecord(4, 'x', { source: 'forced', interventions: [close] }), new Set(), false);
  expect(tokenLabel(view, 'x')).toBe('Token 4: x, put in by the strategy, thinking closed: The limit is reached');
});
