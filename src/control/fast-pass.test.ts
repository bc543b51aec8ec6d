import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeFast, fastHead, fastPass, passesBy } from './fast-pass.ts';
import { gumbel } from './random.ts';
import { instantiateLogitKernels } from './simd/logit-kernels.ts';
import { summarise, type SoftmaxSums } from './softmax-sums.ts';
import { describeDistribution, passOver, topLogits, type Pass } from './statistics.ts';

const SIZES = [1, 3, 64, 65, 96, 97, 704, 1000, 4095, 4096, 4097, 32_000, 151_936, 151_937];

/** Skewed as logits are: a long tail to the top. */
const random = (size: number, scale: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, id) => scale * gumbel(seed, 'sample', 0, id));

const FIGURES = ['logSumExp', 'entropy', 'varentropy'] as const;

/** Within 1e-5, or 1e-5 of it. */
function expectSums(found: SoftmaxSums, expected: SoftmaxSums): void {
  const [mine, twin] = [summarise(found), summarise(expected)];
  for (const figure of FIGURES)
    expect(Math.abs(mine[figure] - twin[figure])).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(twin[figure])));
}

function expectPass(found: Pass, expected: Pass): void {
  expect([found.top, found.spare]).toEqual([expected.top, expected.spare]);
  expectSums(found.plain, expected.plain);
  expectSums(found.tempered, expected.tempered);
  if (Number.isFinite(expected.sumOfLogits))
    expect(Math.abs(found.sumOfLogits - expected.sumOfLogits)).toBeLessThanOrEqual(
      1e-5 * (1 + Math.abs(expected.sumOfLogits)),
    );
  else expect(found.sumOfLogits).toBe(expected.sumOfLogits);
}

const check = (logits: Float32Array, temperature = 0.6): void =>
  expectPass(fastPass(logits, temperature), passOver(logits, temperature));

describe('fastPass', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('has its kernels here', () => {
    expect(instantiateLogitKernels()).toBeDefined();
    expect(passesBy()).toBe('vectors');
  });

  it('says so where they cannot be had, and gives what its twin gives', async () => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', {});
    const without = await import('./fast-pass.ts');
    expect(without.passesBy()).toBe('javascript');
    const logits = random(1000, 2, 3);
    expect(without.fastPass(logits, 0.6)).toEqual(passOver(logits, 0.6));
  });

  it.each(SIZES)('equals its twin over %i logits', (size) => {
    for (const [scale, temperature] of [
      [2, 0.6],
      [0.01, 1],
      [9, 1.7],
    ] as const)
      check(random(size, scale, size), temperature);
  });

  it.each(SIZES)('puts the lower id first among ties, %i logits', (size) => {
    check(new Float32Array(size));
    check(Float32Array.from({ length: size }, (_, id) => -(id % 7)));
    check(random(size, 1, 3).map(Math.round));
  });

  it.each(SIZES)('leaves bans out, %i logits', (size) => {
    const logits = random(size, 2, 5);
    for (let id = 1; id < size; id += 3) logits[id] = -Infinity;
    check(logits);
    check(Float32Array.from({ length: size }, (_, id) => (id === size - 1 ? 3 : -Infinity)));
  });

  it.each([4096, 151_936])('finds candidates that stand together, and those of rising or falling order, %i', (size) => {
    check(random(size, 1, 1).sort());
    check(random(size, 1, 1).sort().toReversed());
  });

  it('equals its twin on any logits, extreme ones too', () => {
    const logit = fc.oneof(
      fc.float({ min: -30, max: 30, noNaN: true }),
      fc.constantFrom(-Infinity, Math.fround(-3e38), Math.fround(1e30), 0, -0, Math.fround(1e-40)),
    );
    fc.assert(
      fc.property(
        fc.array(logit, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.2, 1, 2),
        (values, temperature) => {
          const logits = Float32Array.from(values);
          fc.pre(logits.some((value) => value > -Infinity));
          const [found, expected] = [fastPass(logits, temperature), passOver(logits, temperature)];
          expect(found.top).toEqual(expected.top);
          expectSums(found.tempered, expected.tempered);
        },
      ),
    );
  });

  it('keeps small entropies to their digits, because the candidates are summed in float64', () => {
    const logits = Float32Array.from({ length: 1000 }, (_, id) => (id === 7 ? 30 : id / 1000));
    const [found, expected] = [summarise(fastPass(logits, 1).plain), summarise(passOver(logits, 1).plain)];
    expect(expected.entropy).toBeLessThan(1e-8);
    expect(Math.abs(found.entropy / expected.entropy - 1)).toBeLessThan(1e-5);
  });

  it('gives the same bytes for the same logits, whatever came between', () => {
    const logits = random(32_000, 3, 9);
    const first = JSON.stringify(fastPass(logits, 0.6));
    fastPass(random(151_936, 1, 2), 1);
    fastPass(random(704, 1, 2), 1);
    expect(JSON.stringify(fastPass(logits, 0.6))).toBe(first);
  });

  it('leaves logits that its kernels cannot take to its twin', () => {
    for (const logits of [Float64Array.of(1, 2, 3), Float32Array.of(1, Infinity), Float32Array.of(-Infinity)])
      expect(fastPass(logits, 0.6)).toEqual(passOver(logits, 0.6));
    expect(fastPass(Float32Array.of(1, 2), 1e-9)).toEqual(passOver(Float32Array.of(1, 2), 1e-9));
  });
});

describe('describeFast', () => {
  it('corrects its sums for edits as a pass over the edited logits gives them', () => {
    const value = fc.oneof(fc.double({ min: -30, max: 30, noNaN: true }), fc.constant(-Infinity));
    const edits = fc.array(fc.tuple(fc.nat(999), value), { maxLength: 120 });
    fc.assert(
      fc.property(edits, fc.constantFrom(0, 0.6, 1.7), fc.nat(1000), (pairs, temperature, seed) => {
        const logits = random(1000, 1.5, seed);
        const known = new Map(pairs.filter(([, by]) => by !== 0));
        const { final, divergence } = describeFast(logits, known, temperature);
        const twin = describeDistribution(logits, known, temperature);
        expect(final.top).toEqual(twin.final.top);
        for (const figure of ['logSumExp', 'entropy', 'varentropy', 'temperedLogSumExp', 'temperedEntropy'] as const)
          expect(Math.abs(final[figure] - twin.final[figure])).toBeLessThan(1e-5 * (1 + Math.abs(twin.final[figure])));
        expect(Math.abs(divergence - twin.divergence)).toBeLessThan(1e-5 * (1 + twin.divergence));
      }),
      { numRuns: 200 },
    );
  });
});

describe('fastHead', () => {
  it.each([1, 20, 64, 2000])('gives the %i largest and the sums over all', (count) => {
    const logits = random(5000, 2, 4);
    const { top, sums } = fastHead(logits, count, 0.6);
    expect(top).toEqual(topLogits(logits, count));
    expectSums(sums, passOver(logits, 0.6).tempered);
  });
});
