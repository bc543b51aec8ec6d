import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../sample.ts';
import { buildReport } from './build-report.ts';
import { buildTimes } from './build-times.ts';
import { context, makeSample } from './fixtures.ts';
import { renderReport } from './render-report.ts';

const PROBLEMS = [1, 2, 3, 4, 5, 6, 10, 11];
const ours = (problem: number, changes: Partial<Sample> = {}): Sample =>
  makeSample(problem, { strategy: 'cyclic-reflex', tokens: 50, thinkingTokens: 30, ...changes });
const samples: Sample[] = PROBLEMS.flatMap((problem) => [
  makeSample(problem, { answer: problem < 5 ? '7' : '8' }),
  ours(problem, { answer: problem < 10 ? '7' : null, end: problem < 10 ? 'end' : 'length' }),
]);
const report = buildReport(samples, context);

describe('buildReport', () => {
  it('puts the baseline first and problems in the order of their numbers', () => {
    expect(report.strategies.map(({ label }) => label)).toEqual(['plain', 'cyclic-reflex']);
    expect(report.problems.map(({ id }) => id)).toEqual(PROBLEMS.map((problem) => `chain-${problem}`));
    expect(report.detectable).toMatchObject({ problems: 8, samples: 1, power: 0.8, alpha: 0.05 });
  });

  it('counts verdicts and ends apart', () => {
    const [plain, cyclic] = report.strategies;
    expect(plain?.passAt1).toMatchObject({ value: 0.5, n: 8 });
    expect(plain?.verdicts).toEqual({ correct: 4, wrong: 4, 'no answer': 0, unscored: 0, 'too long': 0 });
    expect(cyclic?.verdicts).toEqual({ correct: 6, wrong: 0, 'no answer': 2, unscored: 0, 'too long': 0 });
    expect(cyclic?.ends).toEqual({ end: 6, length: 2 });
    expect(plain?.changes).toMatchObject({ withCandidate: 8, rightToWrong: 4, stayedRight: 4, wrongToRight: 0 });
    expect(cyclic?.changes).toMatchObject({ lost: 2, stayedRight: 6 });
  });

  it('compares each metric with the baseline', () => {
    const accuracy = report.comparisons.find(({ metric }) => metric === 'accuracy');
    expect(accuracy).toMatchObject({ strategy: 'cyclic-reflex', baseline: 'plain', difference: 0.25, n: 8 });
    expect(accuracy?.mcnemar).toMatchObject({ oursOnly: 2, baselineOnly: 0 });
    expect(accuracy?.mcnemar?.p).toBeCloseTo(0.5, 12);
    expect(accuracy?.ratio).toBeNull();
    const tokens = report.comparisons.find(({ metric }) => metric === 'tokens');
    expect(tokens?.difference).toBeCloseTo(-55.25, 12);
    expect(tokens?.ratio?.high).toBeLessThan(0.5);
  });

  it('leaves unscored samples out of accuracy alone', () => {
    const unscored = samples.map((each): Sample => (each.id === 'chain-1' ? { ...each, verdict: 'unscored' } : each));
    const { strategies, comparisons } = buildReport(unscored, context);
    expect(strategies[0]?.passAt1?.n).toBe(7);
    expect(comparisons.map(({ metric, n }) => [metric, n])).toContainEqual(['accuracy', 7]);
    expect(comparisons.map(({ metric, n }) => [metric, n])).toContainEqual(['tokens', 8]);
  });

  it('leaves problems that were too long out of every figure, and counts them and loops apart', () => {
    const long = {
      verdict: 'too long',
      answer: null,
      tokens: 0,
      thinkingTokens: 0,
      end: 'too long',
      text: '',
    } as const;
    const some = samples.map((each): Sample => (each.id === 'chain-1' ? { ...each, ...long } : each));
    const looping = some.map((each): Sample => ({ ...each, looping: each.end === 'length' }));
    const { strategies, comparisons } = buildReport(looping, context);
    expect(strategies[1]?.verdicts).toMatchObject({ correct: 5, 'no answer': 2, 'too long': 1 });
    expect(strategies[1]).toMatchObject({
      looping: 2,
      passAt1: { n: 7 },
      tokens: { mean: 50 },
      ends: { 'too long': 1 },
    });
    expect(new Set(comparisons.map(({ n }) => n))).toEqual(new Set([7]));
    const page = renderReport(buildReport(looping, context));
    expect(page).toContain('never began: problem longer than the context');
    expect(page).toContain('id="list-b-looping"');
  });

  it('votes and draws over several samples, and then has no exact test', () => {
    const answers = ['8', '7', '07', null];
    const several = PROBLEMS.flatMap((problem) =>
      answers.flatMap((answer, sample) => {
        const verdict = answer === null ? 'no answer' : answer === '8' ? 'wrong' : 'correct';
        return [makeSample(problem, { sample, answer, verdict }), ours(problem, { sample })];
      }),
    );
    const { strategies, comparisons } = buildReport(several, context);
    expect(strategies[0]?.consAtK).toMatchObject({ k: 4, value: { value: 1 } });
    expect(strategies[0]?.passAtK.map(({ k }) => k)).toEqual([1, 2, 4]);
    expect(strategies[0]?.passAtK[1]?.value).toBeCloseTo(1 - 1 / 6, 12);
    expect(comparisons[0]).toMatchObject({ difference: 0.5, mcnemar: null, bootstrap: null, p: null, method: 'alike' });
    expect(comparisons[0]?.low).toBeLessThan(0.5);
  });

  it('tells one strategy with different settings apart', () => {
    const twice = PROBLEMS.flatMap((problem) => [
      makeSample(problem),
      ours(problem, { strategyHash: 'x', settings: { amplitude: 5, period: 60 } }),
      ours(problem, { strategyHash: 'y', settings: { amplitude: 3, period: 60 } }),
    ]);
    const labels = ['plain', 'cyclic-reflex amplitude=3', 'cyclic-reflex amplitude=5'];
    expect(buildReport(twice, context).strategies.map(({ label }) => label)).toEqual(labels);
    const same = twice.map((each) => ({ ...each, settings: {} }));
    expect(new Set(buildReport(same, context).strategies.map(({ label }) => label)).size).toBe(3);
    const chosen = buildReport(twice, { ...context, baseline: 'x' });
    expect(chosen.baseline).toBe('cyclic-reflex amplitude=5');
  });

  it('counts a repeated sample once and refuses two that differ', () => {
    expect(buildReport([...samples, { ...makeSample(1), milliseconds: 9 }], context)).toEqual(report);
    expect(() => buildReport([...samples, makeSample(1, { answer: '8' })], context)).toThrow(/twice/);
  });

  it('keeps the end of a text that is too long', () => {
    const text = `${'x'.repeat(9_000_000)} \\boxed{7}`;
    const [problem] = buildReport([makeSample(1, { text })], context).problems;
    expect(problem?.samples[0]?.omitted).toBeGreaterThan(900_000);
    expect(problem?.samples[0]?.text.endsWith('\\boxed{7}')).toBe(true);
  });

  it('is the same byte for byte in any order and at any speed, and so is its page', () => {
    const json = JSON.stringify(report);
    const page = renderReport(report);
    const order = fc.shuffledSubarray([...samples.keys()], { minLength: samples.length });
    fc.assert(
      fc.property(order, fc.nat(1000), (indices, milliseconds) => {
        const shuffled = indices.flatMap((index) => samples[index] ?? []).map((each) => ({ ...each, milliseconds }));
        const again = buildReport(shuffled, context);
        expect(JSON.stringify(again)).toBe(json);
        expect(renderReport(again)).toBe(page);
      }),
      { numRuns: 5 },
    );
  });

  it('reads back from JSON as it was', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('has times in a table of its own', () => {
    expect(buildTimes(samples)[0]).toMatchObject({ label: 'plain', milliseconds: { mean: 5, median: 5, p95: 5 } });
    expect(JSON.stringify(report)).not.toContain('milliseconds');
  });
});
