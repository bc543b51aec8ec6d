import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStrategy, pastOf, wordModel } from '../../testing/scripted-past.ts';
import { silver, silverBias } from './silver.ts';

const published = { ratio: 2, wrap: 64 };

describe('silverBias', () => {
  // Worked by hand: the position from 1 holds 2 to the power 0, 1, 0, 2, 0, 1, 0, 3 as a factor; 64 holds 2 to the power 6.
  it.each([
    [0, 0.25],
    [1, 0.5],
    [2, 0.25],
    [3, 1],
    [7, 2],
    [31, 8],
    [63, 16],
    [64, 0.25],
  ])('is at position %d: %d', (position, value) => expect(silverBias(position, published)).toBe(value));

  it('repeats after its wrap, and is symmetric inside it', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 0, max: 62 }), (position, place) => {
        expect(silverBias(position + 64, published)).toBe(silverBias(position, published));
        expect(silverBias(place, published)).toBe(silverBias(62 - place, published));
      }),
    );
  });
});

describe('silver', () => {
  const model = wordModel(['the', 'Wait', '</think>']);

  it('raises the published ids in the thinking, by its scale', () => {
    const strategy = createStrategy(silver, model, { scale: 0.5 });
    expect(strategy.plan?.(pastOf(model, ['the', 'the', 'the']))).toEqual([
      { kind: 'bias', tokens: [1], value: 0.5, reason: 'Place 4 of 64: +0.50 nats on 1 token' },
    ]);
    expect(strategy.plan?.(pastOf(model, ['</think>']))).toEqual([]);
  });
});
