import { expect, it } from 'vitest';
import { endAct, lineAct } from './line-acts.ts';
import { tokenRecord } from './test-doubles.ts';

const act = (kind: 'close' | 'force' | 'stop', more: { overruledBy?: string } = {}) => ({
  kind,
  strategy: 's',
  reason: 'Because.',
  text: kind === 'stop' ? '' : 'x',
  ...more,
});

it('stands before the first token that was put in, and only there', () => {
  const first = tokenRecord(3, '\n', { source: 'forced', interventions: [act('close')] });
  const second = tokenRecord(4, '</think>', { source: 'forced' });
  expect(lineAct(first, tokenRecord(2, 'a'))).toEqual({ sign: '■', words: 'thinking closed', reason: 'Because.' });
  expect(lineAct(second, first)).toBeNull();
});

it('finds the reason with the drawn token that came before', () => {
  const drawn = tokenRecord(3, 'a', { interventions: [act('force')] });
  expect(lineAct(drawn, undefined)).toBeNull();
  expect(lineAct(tokenRecord(4, 'b', { source: 'forced' }), drawn)).toMatchObject({ sign: '⏎', reason: 'Because.' });
});

it('leaves out what was overruled', () => {
  const record = tokenRecord(3, 'b', { source: 'forced', interventions: [act('close', { overruledBy: 't' })] });
  expect(lineAct(record, undefined)).toEqual({ sign: '⏎', words: 'text put in', reason: '' });
});

it('tells an end that a strategy made', () => {
  expect(endAct({ reason: 'strategy', interventions: [act('stop')] })).toMatchObject({ sign: '■', reason: 'Because.' });
  expect(endAct({ reason: 'end', interventions: [] })).toBeNull();
  expect(endAct(null)).toBeNull();
});
