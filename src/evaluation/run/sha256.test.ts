import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

const node = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

test('gives the published hash', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('agrees with Node on any text', () => {
  for (const length of [0, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const text = 'é'.repeat(length >> 1) + 'x'.repeat(length & 1);
    expect(sha256(text)).toBe(node(text));
  }
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => sha256(text) === node(text)));
});
