import { expect, it } from 'vitest';
import { banRecord, offset, probeRecord, statisticsWith } from '../session/method-records.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import { marksOf } from './marks.ts';

const bias = (tokens: number[], value: number) => ({
  kind: 'bias' as const,
  strategy: 'cyclic-reflex',
  reason: 'r',
  tokens,
  value,
});

it('puts every mark of a lane into words', () => {
  const records = [
    tokenRecord(0, 'So', { probes: [probeRecord(0.93)], interventions: [offset()], statistics: statisticsWith({}) }),
    banRecord(1, { 5: 0.3 }, [5]),
    tokenRecord(2, 'Wait', { id: 5, interventions: [bias([5], 1.8)] }),
    tokenRecord(3, 'Wait', { id: 5, interventions: [bias([6], -1)] }),
    tokenRecord(4, 'a', { source: 'forced' }),
    tokenRecord(5, 'b', { source: 'forced' }),
  ];
  const stop = { kind: 'stop' as const, strategy: 's', reason: 'r', text: '' };
  const end = { reason: 'strategy' as const, interventions: [stop] };
  expect(marksOf(records, end, new Set([5])).map(({ position, sign, words }) => [position, sign, words])).toEqual([
    [0, '◎', 'probe, certainty 0.93'],
    [0, '◆', 'corrected, entropy 1.93 to 1.71'],
    [1, '▼', 'reflection banned, it had probability 0.30'],
    [2, '▲', 'reflection token, raised +1.80 nats'],
    [3, '', 'reflection token, no bias on it, −1.00 nats on others'],
    [4, '⏎', 'text put in'],
    [6, '■', 'ended by the strategy'],
  ]);
});

it('names a ban beside the bias of another strategy', () => {
  const banned = banRecord(0, { 7: 0.01 }, [7]);
  const record = { ...banned, id: 5, interventions: [bias([5], 1.8), ...banned.interventions] };
  expect(marksOf([record], null, new Set([5]))).toEqual([
    { position: 0, sign: '▲', words: 'reflection token, raised +1.80 nats, others banned' },
  ]);
});
