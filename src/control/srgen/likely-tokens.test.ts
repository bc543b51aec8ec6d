import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gumbel } from '../random.ts';
import { LikelyTokens } from './likely-tokens.ts';
import { addErrors } from './loss.ts';

/** Logits of a few positions, some of them far below the largest, and what was said. */
function textOf(seed: number, positions: number, vocabulary: number, sharpness: number) {
  const logits = Array.from({ length: positions }, (_, position) =>
    Float64Array.from({ length: vocabulary }, (__, id) => sharpness * gumbel(seed, 'sample', position, id)),
  );
  return { logits, said: logits.map((_, position) => (seed + 7 * position) % vocabulary) };
}

function likelyOf({ logits, said }: ReturnType<typeof textOf>): LikelyTokens {
  const tokens = new LikelyTokens();
  logits.forEach((row, position) => {
    const probabilities = row.slice();
    const surprise = addErrors(new Float64Array(row.length), probabilities, said[position] ?? 0, 0);
    tokens.append(Float32Array.from(probabilities), said[position] ?? 0, surprise);
  });
  return tokens;
}

describe('the likely tokens of a text', () => {
  it('give the errors and surprises of the whole vocabulary after its logits have moved', () => {
    const cases = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      positions: fc.integer({ min: 1, max: 6 }),
      vocabulary: fc.integer({ min: 2, max: 60 }),
      sharpness: fc.double({ min: 0.01, max: 12, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ seed, positions, vocabulary, sharpness }) => {
        const text = textOf(seed, positions, vocabulary, sharpness);
        const tokens = likelyOf(text);
        const moves = Float64Array.from({ length: vocabulary }, (_, id) => 2 * Math.sin(seed + id));
        expect(tokens.holdsFor(moves)).toBe(true);
        const [found, twin] = [new Float64Array(vocabulary), new Float64Array(vocabulary)];
        const sum = tokens.addErrors(found, moves, 0.5);
        const expected = text.logits.reduce((total, row, position) => {
          const moved = row.map((logit, id) => logit + (moves[id] ?? 0));
          return total + addErrors(twin, moved, text.said[position] ?? 0, 0.5);
        }, 0);
        expect(Math.abs(sum - expected)).toBeLessThan(2e-4 * positions);
        found.forEach((weight, id) =>
          expect(Math.abs(weight - (twin[id] ?? Number.NaN))).toBeLessThan(2e-4 * positions),
        );
      }),
    );
  });

  it('do not stand for logits that move far', () => {
    const tokens = likelyOf(textOf(1, 2, 5, 1));
    expect(tokens.holdsFor(new Float64Array(5).fill(-3))).toBe(true);
    expect(tokens.holdsFor(Float64Array.of(0, 0, 3.1, 0, 0))).toBe(false);
  });

  it('give up where the probability is spread over too many', () => {
    const flat = new Float32Array(100).fill(1 / 100);
    const tokens = new LikelyTokens(350);
    const none = new Float64Array(100);
    for (let position = 0; position < 3; position += 1) tokens.append(flat, 3, Math.log(100));
    expect(tokens.holdsFor(none)).toBe(true);
    tokens.append(flat, 3, Math.log(100));
    expect(tokens.holdsFor(none)).toBe(false);
  });
});
