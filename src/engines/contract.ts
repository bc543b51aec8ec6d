import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../control/errors.ts';
import { multiply } from '../control/matrix.ts';
import { correctHiddenState } from '../control/srgen/correction.ts';
import { describeDistribution } from '../control/statistics.ts';
import type { Engine } from './engine.ts';

/** What an engine must be given so that its contract can be checked. */
export interface ContractSubject {
  readonly open: () => Promise<Engine>;
  /** Two different texts of at least 6 ids each, valid in the model's vocabulary. */
  readonly texts: () => readonly [readonly number[], readonly number[]];
  /** Largest difference of logits that come from the same ids by another route (chunks, rewinds). 0: exact. */
  readonly tolerance: number;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? Number.NaN))), 0);
}

/** The contract of src/engines/engine.ts; every engine passes it. */
export function describeEngineContract(name: string, subject: ContractSubject): void {
  describe(`engine contract: ${name}`, () => {
    let engine: Engine;
    let first: readonly number[];
    let second: readonly number[];
    beforeAll(async () => {
      engine = await subject.open();
      [first, second] = subject.texts();
    });
    afterAll(() => engine.dispose());

    const logitsAfter = async (ids: readonly number[]): Promise<Float32Array> => {
      const sequence = engine.open();
      await sequence.append(ids);
      const logits = await sequence.logits();
      sequence.dispose();
      return logits;
    };

    it('gives finite logits over the vocabulary, the same for the same ids', async () => {
      const logits = await logitsAfter(first);
      expect(logits.length).toBe(engine.info.vocabularySize);
      expect(logits.every(Number.isFinite)).toBe(true);
      expect(largestDifference(logits, await logitsAfter(first))).toBe(0);
      expect(largestDifference(logits, await logitsAfter(second))).toBeGreaterThan(0);
    });

    it('counts its tokens and gives copies of its logits', async () => {
      const sequence = engine.open();
      expect(sequence.length).toBe(0);
      await sequence.append(first);
      expect(sequence.length).toBe(first.length);
      const logits = await sequence.logits();
      const before = logits.slice();
      logits.fill(0);
      expect(largestDifference(await sequence.logits(), before)).toBe(0);
      sequence.dispose();
    });

    it('prefills and decodes to the same distribution', async () => {
      const sequence = engine.open();
      for (const id of first) await sequence.append([id]);
      expect(largestDifference(await sequence.logits(), await logitsAfter(first))).toBeLessThanOrEqual(
        subject.tolerance,
      );
      sequence.dispose();
    });

    it('describes the distribution as its TypeScript twin does, before and after edits, and changes nothing', async () => {
      const sequence = engine.open();
      await sequence.append(first);
      const edits = new Map([
        [1, 2.5],
        [2, -Infinity],
        [3, -1],
      ]);
      const logits = await sequence.logits();
      const described = await sequence.distribution(edits, { temperature: 0.6 });
      const twin = describeDistribution(logits, edits, 0.6);
      expect(described.final.top.ids).toEqual(twin.final.top.ids);
      expect(described.base.top.ids).toEqual(twin.base.top.ids);
      for (const side of ['base', 'final'] as const) {
        expect(described[side].entropy).toBeCloseTo(twin[side].entropy, 5);
        expect(described[side].temperedEntropy).toBeCloseTo(twin[side].temperedEntropy, 5);
        expect(described[side].logSumExp).toBeCloseTo(twin[side].logSumExp, 4);
      }
      expect(described.divergence).toBeCloseTo(twin.divergence, 5);
      expect(largestDifference(await sequence.logits(), logits)).toBe(0);
      sequence.dispose();
    });

    it('rewinds to any earlier length, as if the rest had never been', async () => {
      const sequence = engine.open();
      await sequence.append(first);
      await sequence.append(second);
      for (const length of [first.length + 2, first.length, 3, 1]) {
        await sequence.rewind(length);
        expect(sequence.length).toBe(length);
        const expected = await logitsAfter([...first, ...second].slice(0, length));
        expect(largestDifference(await sequence.logits(), expected)).toBeLessThanOrEqual(subject.tolerance);
      }
      await sequence.append(first.slice(1));
      expect(largestDifference(await sequence.logits(), await logitsAfter(first))).toBeLessThanOrEqual(
        subject.tolerance,
      );
      await expect(sequence.rewind(0)).rejects.toThrow(RangeError);
      await expect(sequence.rewind(first.length + 1)).rejects.toThrow(RangeError);
      sequence.dispose();
    });

    it('keeps two sequences apart, even when their steps are asked for at once', async () => {
      const [a, b] = [engine.open(), engine.open()];
      await Promise.all([a.append(first.slice(0, 3)), b.append(second.slice(0, 3))]);
      await Promise.all([a.append(first.slice(3)), b.append(second.slice(3))]);
      expect(largestDifference(await a.logits(), await logitsAfter(first))).toBeLessThanOrEqual(subject.tolerance);
      expect(largestDifference(await b.logits(), await logitsAfter(second))).toBeLessThanOrEqual(subject.tolerance);
      a.dispose();
      b.dispose();
    });

    it('leaves everything exactly as it was after a continuation on the side, also when that fails', async () => {
      const sequence = engine.open();
      await sequence.append(first);
      const before = await sequence.logits();
      const onTheSide = await sequence.aside(async (side) => {
        expect(largestDifference(await side.logits(), before)).toBe(0);
        await side.append(second);
        await side.rewind(first.length + 1);
        await side.append(second.slice(1));
        return side.logits();
      });
      const there = await logitsAfter([...first, ...second]);
      expect(largestDifference(onTheSide, there)).toBeLessThanOrEqual(subject.tolerance);
      const failing = sequence.aside(async (side) => {
        await side.append(second);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(sequence.length).toBe(first.length);
      expect(largestDifference(await sequence.logits(), before)).toBe(0);
      const undisturbed = engine.open();
      await undisturbed.append(first);
      for (const each of [sequence, undisturbed]) await each.append(second.slice(0, 2));
      expect(largestDifference(await sequence.logits(), await undisturbed.logits())).toBe(0);
      sequence.dispose();
      undisturbed.dispose();
    });

    it('gives hidden states whose projection is the logits, through steps and rewinds', async () => {
      if (!engine.info.capabilities.includes('hidden')) return;
      const sequence = engine.open({ hidden: true });
      const check = async (length: number): Promise<void> => {
        const states = await sequence.hiddenStates();
        expect(states.rows).toBe(length);
        const last = states.values.subarray((length - 1) * states.columns, length * states.columns);
        const logits = multiply(engine.projection(), last);
        const difference = largestDifference(Float32Array.from(logits), await sequence.logits());
        expect(difference).toBeLessThanOrEqual(subject.tolerance);
      };
      await sequence.append(first);
      await check(first.length);
      await sequence.append([3]);
      await check(first.length + 1);
      await sequence.rewind(4);
      await check(4);
      sequence.dispose();
    });

    it('adds an offset to the last hidden state before the projection', async () => {
      if (!engine.info.capabilities.includes('hidden')) return;
      const sequence = engine.open({ hidden: true });
      await sequence.append(first);
      const logits = await sequence.logits();
      const offset = Float64Array.from({ length: engine.projection().columns }, (_, i) => Math.sin(i) / 10);
      const described = await sequence.distribution(new Map([[1, 1]]), { temperature: 1, offset });
      const twin = describeDistribution(logits, new Map([[1, 1]]), 1, multiply(engine.projection(), offset));
      expect(described.final.top.ids).toEqual(twin.final.top.ids);
      expect(described.final.entropy).toBeCloseTo(twin.final.entropy, 5);
      expect(described.divergence).toBeCloseTo(twin.divergence, 5);
      sequence.dispose();
    });

    it('corrects a hidden state as the float64 twin does, feeds nothing and changes nothing', async () => {
      if (!engine.info.capabilities.includes('hidden')) return;
      const sequence = engine.open({ hidden: true, candidates: engine.info.vocabularySize });
      await sequence.append(first);
      for (const id of second) await sequence.append([id]);
      await sequence.rewind(first.length + 2);
      const ids = [...first, ...second].slice(0, sequence.length);
      const logits = await sequence.logits();
      const request = { temperature: 0.7, entropyWeight: 0.4, steps: 3, learningRate: 0.01 };
      for (const positions of [first.length, sequence.length]) {
        const { values, columns } = await sequence.hiddenStates();
        const hidden = { rows: positions, columns, values: values.slice(0, positions * columns) };
        const problem = { ...request, hidden, projection: engine.projection(), ids };
        const expected = await correctHiddenState(problem, request);
        // Every token is a candidate here, so that both losses are the same.
        for (const loss of ['exact', 'truncated'] as const) {
          const { offset, losses } = await sequence.correct({ ...request, loss, positions });
          offset.forEach((value, i) => expect(Math.abs(value - (expected.offset[i] ?? Number.NaN))).toBeLessThan(1e-3));
          losses.forEach(({ total }, i) => expect(total).toBeCloseTo(expected.losses[i]?.total ?? Number.NaN, 3));
        }
      }
      expect(largestDifference(await sequence.logits(), logits)).toBe(0);
      sequence.dispose();
    });

    it('corrects by the text that is there: through rewinds, other continuations, and continuations on the side', async () => {
      if (!engine.info.capabilities.includes('hidden')) return;
      const options = { hidden: true, candidates: 16 };
      const request = { temperature: 0.7, entropyWeight: 0.4, steps: 2, learningRate: 0.01 };
      const branched = engine.open(options);
      await branched.append(first);
      await branched.append([7]);
      await branched.rewind(4);
      for (const id of second.slice(0, 3)) await branched.append([id]);
      await branched.aside(async (side) => {
        await side.append(first);
        await side.rewind(5);
      });
      const straight = engine.open(options);
      await straight.append([...first.slice(0, 4), ...second.slice(0, 3)]);
      for (const loss of ['exact', 'truncated'] as const) {
        const [there, here] = await Promise.all(
          [branched, straight].map((each) => each.correct({ ...request, loss, positions: straight.length })),
        );
        there?.offset.forEach((value, i) =>
          expect(Math.abs(value - (here?.offset[i] ?? Number.NaN))).toBeLessThan(1e-3),
        );
        expect(there?.losses.at(-1)?.total).toBeCloseTo(here?.losses.at(-1)?.total ?? Number.NaN, 2);
      }
      for (const each of [branched, straight]) each.dispose();
    });

    it('refuses what goes beyond the context, with both lengths, and stays usable', async () => {
      const sequence = engine.open();
      await sequence.append(first);
      const { contextLength } = engine.info;
      const tooMany = Array.from({ length: contextLength }, () => 1);
      const refused: unknown = await sequence.append(tooMany).catch((caught: unknown) => caught);
      expect(refused).toBeInstanceOf(ProblemError);
      expect((refused as ProblemError).problem).toMatchObject({
        code: 'prompt-too-long',
        message: expect.stringContaining(String(contextLength)),
      });
      expect(sequence.length).toBe(first.length);
      expect((await sequence.logits()).length).toBe(engine.info.vocabularySize);
      sequence.dispose();
    });

    it('refuses to describe a sequence without tokens', async () => {
      const sequence = engine.open();
      await expect(sequence.logits()).rejects.toThrow(RangeError);
      await expect(sequence.distribution(new Map(), { temperature: 1 })).rejects.toThrow(RangeError);
    });

    it('fails with a reason after dispose', async () => {
      const other = await subject.open();
      const sequence = other.open();
      await sequence.append(first);
      await other.dispose();
      await expect(sequence.append([1])).rejects.toMatchObject({ problem: { code: 'engine-disposed' } });
    });
  });
}
