import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../settings.ts';
import type { Settings } from '../strategy.ts';
import { checkEnsemble } from './check.ts';
import type { FinishedRun, RunRequest, Verdict } from './ensemble.ts';
import { ENSEMBLES, findEnsemble } from './index.ts';

const sameText = (a: string, b: string): boolean => a === b;
/** "07" is 7. */
const sameNumber = (a: string, b: string): boolean => Number(a) === Number(b);

function ensemble(id: string, settings: Settings, same = sameText): ReturnType<(typeof ENSEMBLES)[number]['create']> {
  const definition = findEnsemble(id);
  if (!definition) throw new Error(`There is no ensemble ${id}.`);
  return definition.create(checkSettings(definition, settings), same);
}

const run = (number: number, answer: string | null, changes: Partial<FinishedRun> = {}): FinishedRun => ({
  run: number,
  answer,
  confidences: [5, 5],
  selfCertainty: 1,
  stoppedBy: null,
  ...changes,
});

const weights = ({ ballots }: Verdict): number[] => ballots.map(({ weight }) => weight);

describe('every ensemble', () => {
  it.each(ENSEMBLES.map((definition) => [definition.id, definition] as const))(
    '%s: presets are allowed',
    (_, definition) => {
      expect(definition.presets.length).toBeGreaterThan(0);
      for (const { settings } of definition.presets)
        expect(checkSettings(definition, settings)).toMatchObject(settings);
    },
  );

  it.each(ENSEMBLES.map(({ id }) => id))('%s: asks for each run once, at most as many as set, then decides', (id) => {
    const answers = fc.array(fc.option(fc.constantFrom('1', '2', '3')), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 12 }), fc.boolean(), (said, runs, low) => {
        const voting = ensemble(id, {
          runs,
          ...(id === 'deepconf-online' && { warmUp: 3, consensus: low ? 50 : 100 }),
        });
        const finished: FinishedRun[] = [];
        for (let asked = voting.next(finished); asked.length > 0; asked = voting.next(finished)) {
          for (const request of asked) {
            expect(request.run).toBe(finished.length);
            finished.push(run(request.run, said[request.run] ?? null));
          }
        }
        expect(finished.length).toBeLessThanOrEqual(runs);
        if (!low) expect(finished).toHaveLength(runs);
        const verdict = voting.decide(finished);
        expect(verdict.ballots.map((ballot) => ballot.run)).toEqual(finished.map((each) => each.run));
        const winner = verdict.run === null ? null : finished[verdict.run];
        expect(winner?.answer ?? null).toBe(verdict.answer);
        // Nothing is counted twice, nothing that does not vote is counted.
        const total = verdict.tallies.reduce((sum, { weight }) => sum + weight, 0);
        expect(total).toBeCloseTo(
          weights(verdict).reduce((sum, weight) => sum + weight, 0),
          9,
        );
        expect(verdict.ballots.every(({ answer, weight }) => answer !== null || weight === 0)).toBe(true);
      }),
    );
  });

  it.each(ENSEMBLES.map(({ id }) => id))('%s: has no verdict where nobody answered', (id) => {
    const verdict = ensemble(id, { runs: 2 }).decide([run(0, null), run(1, null)]);
    expect(verdict).toMatchObject({ answer: null, run: null, tallies: [] });
  });

  it('says what an engine lacks before it runs', () => {
    const certain = findEnsemble('self-certainty');
    const online = findEnsemble('deepconf-online');
    if (!certain || !online) throw new Error('An ensemble is missing.');
    expect(() => checkEnsemble(certain, [], ['bias'])).toThrow(/needs entropy/);
    expect(() => checkEnsemble(online, ['deepconf-stop'], ['entropy'])).toThrow(/sets the bar/);
    expect(() => checkEnsemble(online, ['silver'], ['entropy'])).not.toThrow();
  });
});

describe('self-consistency', () => {
  it('asks whether answers are the same, and the first seen wins among equals', () => {
    const voting = ensemble('self-consistency', { runs: 4 }, sameNumber);
    const verdict = voting.decide([run(0, '8'), run(1, '07'), run(2, null), run(3, '7')]);
    expect(verdict.answer).toBe('07');
    expect(verdict.run).toBe(1);
    expect(verdict.tallies).toEqual([
      { answer: '8', weight: 1, runs: [0] },
      { answer: '07', weight: 2, runs: [1, 3] },
    ]);
    expect(verdict.reason).toBe('2 of 3 votes, 67 % of their weight.');
    expect(voting.decide([run(0, '8'), run(1, '7')]).answer).toBe('8');
  });
});

describe('self-certainty', () => {
  const runs = [
    run(0, '1', { selfCertainty: 3 }),
    run(1, null, { selfCertainty: 9 }),
    run(2, '2', { selfCertainty: 5 }),
    run(3, '1', { selfCertainty: Number.NaN }),
  ];

  it('weighs by rank, which a run without an answer keeps', () => {
    const verdict = ensemble('self-certainty', { runs: 4, power: 1 }).decide(runs);
    expect(weights(verdict)).toEqual([2, 0, 3, 1]);
    // 3 against 3: the answer seen first.
    expect(verdict.answer).toBe('1');
  });

  it('best of N: the surest that has an answer decides', () => {
    const verdict = ensemble('self-certainty', { runs: 4, vote: 'best' }).decide(runs);
    expect(weights(verdict)).toEqual([0, 0, 1, 0]);
    expect(verdict).toMatchObject({ answer: '2', run: 2, reason: 'the only vote.' });
  });
});

describe('deepconf-offline', () => {
  it('keeps the surest and weighs them by their confidence', () => {
    const runs = [2, 8, 6, 4].map((confidence, number) =>
      run(number, number === 1 ? '2' : '1', { confidences: [confidence, confidence] }),
    );
    const half = ensemble('deepconf-offline', { runs: 4, keep: 50, score: 'mean' }).decide(runs);
    expect(weights(half)).toEqual([0, 8, 6, 0]);
    expect(half.answer).toBe('2');
    const all = ensemble('deepconf-offline', { runs: 4, keep: 100, score: 'mean' }).decide(runs);
    expect(all.answer).toBe('1');
  });

  it('measures the bar on those that could vote', () => {
    const runs = [
      run(0, null, { confidences: [9] }),
      run(1, '1', { confidences: [3] }),
      run(2, '2', { confidences: [] }),
    ];
    expect(weights(ensemble('deepconf-offline', { runs: 3, keep: 0, score: 'lowest' }).decide(runs))).toEqual([
      0, 3, 0,
    ]);
  });
});

describe('deepconf-online', () => {
  const settings = { runs: 6, warmUp: 4, window: 2, keep: 50, consensus: 100 };
  const warmUp = [2, 8, 6, 4].map((confidence, number) =>
    run(number, String(number), { confidences: [confidence, confidence] }),
  );

  it('warms up without a stop, then holds the others to the bar of the warm-up', () => {
    const online = ensemble('deepconf-online', settings);
    expect(online.next([])).toEqual([0, 1, 2, 3].map((number): RunRequest => ({ run: number, also: [] })));
    const also = [{ id: 'deepconf-stop', settings: { window: 2, bar: 5 } }];
    expect(online.next(warmUp)).toEqual([
      { run: 4, also },
      { run: 5, also },
    ]);
  });

  it('lets neither stopped runs vote nor warm-up runs under the bar', () => {
    const finished = [
      ...warmUp,
      run(4, '1', { confidences: [9, 9], stoppedBy: 'deepconf-stop' }),
      run(5, '2', { confidences: [7, 7] }),
    ];
    const verdict = ensemble('deepconf-online', settings).decide(finished);
    expect(weights(verdict)).toEqual([0, 8, 6, 0, 0, 7]);
    expect(verdict.answer).toBe('2');
    expect(verdict.ballots[4]?.reason).toBe('Stopped: its window fell under the bar 5.00');
  });

  it('starts no more runs once the votes agree', () => {
    const agreeing = warmUp.map((each) => ({ ...each, answer: '3' }));
    expect(ensemble('deepconf-online', { ...settings, consensus: 95 }).next(agreeing)).toEqual([]);
    expect(ensemble('deepconf-online', { ...settings, consensus: 95 }).next(warmUp)).toHaveLength(1);
    expect(ensemble('deepconf-online', settings).next(agreeing)).toHaveLength(2);
  });
});
