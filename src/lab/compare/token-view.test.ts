import { expect, it } from 'vitest';
import { tokenRecord } from '../session/test-doubles.ts';
import { tokenLabel, viewToken } from './token-view.ts';

const bias = (value: number) => ({ kind: 'bias' as const, strategy: 's', reason: 'r', tokens: [5], value });

it('marks a reflection token that was raised, and shows the bias at every position', () => {
  const wait = viewToken(tokenRecord(4, ' Wait', { id: 5, interventions: [bias(1.8)] }), new Set([5]), false);
  expect(wait).toMatchObject({ lead: ' ', word: 'Wait', mark: '▲', isReflection: true, strip: 0.36 });
  expect(tokenLabel(wait, ' Wait')).toBe('Token 4: Wait, reflection token, raised +1.80');
  const other = viewToken(tokenRecord(5, ' so', { id: 6, interventions: [bias(-9)] }), new Set([5]), false);
  expect(other).toMatchObject({ mark: '', isReflection: false, strip: -1 });
});

it('does not count reflection words in the answer', () => {
  expect(viewToken(tokenRecord(0, 'Wait', { id: 5, phase: 'answer' }), new Set([5]), false).isReflection).toBe(false);
});

it('shows white space', () => {
  expect(viewToken(tokenRecord(0, '.\n\n'), new Set(), true)).toMatchObject({ word: '.', sign: '¶' });
  expect(viewToken(tokenRecord(0, '.\n'), new Set(), false)).toMatchObject({ word: '.', sign: '↵\n' });
  expect(viewToken(tokenRecord(0, ' '), new Set(), false)).toMatchObject({ lead: ' ', word: '', sign: '' });
  expect(viewToken(tokenRecord(0, ''), new Set(), false)).toMatchObject({ word: '', sign: '▫' });
});
