import { expect, it } from 'vitest';
import { correctionOf, correctionWords } from './corrections.ts';
import { methodFigures } from './method-figures.ts';
import { banRecord, offset, probeRecord, statisticsWith } from './method-records.ts';
import { certaintyOf, probeFigures, probeWords } from './probe-words.ts';
import { tokenRecord } from './test-doubles.ts';

const logits = { kind: 'bias' as const, strategy: 'srgen-logit', reason: 'r', tokens: [1], value: 0.3 };

it('counts probes and their cost, corrections and bans', () => {
  const records = [
    tokenRecord(0, 'a', { probes: [probeRecord(0.9), probeRecord(0.8)] }),
    tokenRecord(1, 'b', { interventions: [offset()] }),
    tokenRecord(2, 'c', { interventions: [logits, { ...logits, tokens: [2] }] }),
    banRecord(3, { 9: 1 }, [2]),
    tokenRecord(4, 'd', { interventions: [{ ...logits, strategy: 'cyclic-reflex' }] }),
  ];
  expect(methodFigures(records)).toEqual({ probes: 2, probeTokens: 24, corrections: 2, bans: 1 });
  expect(methodFigures([])).toEqual({ probes: 0, probeTokens: 0, corrections: 0, bans: 0 });
});

it('tells the two corrections apart', () => {
  const hidden = tokenRecord(1, 'b', { interventions: [offset()], statistics: statisticsWith({}) });
  expect([correctionOf(hidden), correctionWords(hidden)]).toEqual(['hidden state', 'corrected, entropy 1.93 to 1.71']);
  expect(correctionWords(tokenRecord(2, 'c', { interventions: [logits] }))).toBe('logits corrected');
  expect(correctionOf(tokenRecord(3, 'd'))).toBeNull();
});

it('puts probes into words', () => {
  expect(probeWords(probeRecord(0.931))).toBe('probe, certainty 0.93');
  expect(probeFigures(probeRecord(0.931))).toEqual([
    ['certainty', '0.93'],
    ['suppression probability', '0.25'],
    ['cost', '12 tokens'],
  ]);
  expect(certaintyOf(probeRecord(-0.2))).toBe('−0.20');
  expect(probeWords({ ...probeRecord(0), values: {} })).toBe('probe');
});
