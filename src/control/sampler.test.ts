import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_SIZE } from './distribution.ts';
import { filteredProbabilities, sampleToken } from './sampler.ts';
import type { SamplingSettings } from './sampling-settings.ts';
import { applyEdits, describeLogits } from './statistics.ts';

const settings = (given: Partial<SamplingSettings>): SamplingSettings => ({
  temperature: 1,
  topP: 1,
  topK: 0,
  minP: 0,
  seed: 7,
  ...given,
});

function draw(
  logits: Float64Array,
  given: SamplingSettings,
  position: number,
  onFullRead: () => void = () => undefined,
): Promise<number> {
  const statistics = describeLogits(logits, given.temperature > 0 ? given.temperature : 1);
  return sampleToken(statistics, logits.length, given, { position, stream: 'sample' }, () => {
    onFullRead();
    return Promise.resolve(logits);
  });
}

/** Relative frequencies over `count` positions. */
async function frequencies(logits: Float64Array, given: SamplingSettings, count: number): Promise<number[]> {
  const counts = Array.from(logits, () => 0);
  for (let position = 0; position < count; position += 1) {
    const id = await draw(logits, given, position);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts.map((value) => value / count);
}

const wide = Float64Array.from({ length: 300 }, (_, id) => Math.sin(id) * 2);

describe('sampleToken', () => {
  it('takes the most probable token at temperature 0, ties by lower id', async () => {
    expect(await draw(Float64Array.of(1, 3, 3, 2), settings({ temperature: 0 }), 0)).toBe(1);
  });

  it.each([
    ['the whole vocabulary', {}],
    ['temperature 0.6', { temperature: 0.6 }],
    ['top-p inside the candidates', { topP: 0.3 }],
    ['top-p past the candidates', { topP: 0.9 }],
    ['top-k past the candidates', { topK: 100 }],
    ['top-k and top-p', { topK: 100, topP: 0.9 }],
    ['min-p', { minP: 0.2 }],
    ['min-p and top-p', { minP: 0.02, topP: 0.8 }],
  ])('draws from the filtered softmax: %s', async (_, given) => {
    const chosen = settings(given);
    const expected = filteredProbabilities(wide, chosen);
    const count = 6000;
    const observed = await frequencies(wide, chosen, count);
    const statistic = expected.reduce(
      (sum, p, id) => sum + (p > 0 ? (count * ((observed[id] ?? 0) - p) ** 2) / p : 0),
      0,
    );
    const freedom = expected.filter((p) => p > 0).length - 1;
    expect(observed.every((frequency, id) => frequency === 0 || (expected[id] ?? 0) > 0)).toBe(true);
    expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom)); // chi-squared, 4 standard deviations
  });

  it('reads every logit only when the candidates do not settle the draw', async () => {
    let reads = 0;
    const count = 500;
    for (let position = 0; position < count; position += 1)
      await draw(wide, settings({ topP: 0.9 }), position, () => (reads += 1));
    const headMass = [...filteredProbabilities(wide, settings({}))]
      .sort((a, b) => b - a)
      .slice(0, HEAD_SIZE)
      .reduce((a, b) => a + b, 0);
    expect(reads / count).toBeGreaterThan(0);
    expect(reads / count).toBeLessThan(1 - headMass / 0.9 + 0.1);
  });

  it('moves a choice only towards raised tokens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.float64Array({ min: -4, max: 4, noNaN: true, minLength: 5, maxLength: 40 }),
        fc.nat(1000),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        async (logits, position, value) => {
          const raised = new Set([0, 3]);
          const edited = applyEdits(logits, new Map([...raised].map((id) => [id, value])));
          const before = await draw(logits, settings({}), position);
          const after = await draw(edited, settings({}), position);
          expect(after === before || raised.has(after)).toBe(true);
        },
      ),
    );
  });
});

describe('filteredProbabilities', () => {
  it('applies temperature before top-p and keeps the token that crosses it', () => {
    // Worked by hand: softmax([2, 1, 0.5, -1] / 0.6) = .7827 .1478 .0642 .0053; .95 is crossed by the third.
    const p = filteredProbabilities(Float64Array.of(2, 1, 0.5, -1), settings({ temperature: 0.6, topP: 0.95 }));
    expect(p[0]).toBeCloseTo(0.7868064508, 9);
    expect(p[3]).toBe(0);
  });

  it('sums to 1 for any settings', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ min: -10, max: 10, noNaN: true, minLength: 1, maxLength: 150 }),
        fc.record({
          temperature: fc.double({ min: 0.1, max: 2, noNaN: true }),
          topP: fc.double({ min: 0.01, max: 1, noNaN: true }),
          topK: fc.nat(160),
          minP: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (logits, given) => {
          const total = filteredProbabilities(logits, given).reduce((sum, p) => sum + p, 0);
          expect(total).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
