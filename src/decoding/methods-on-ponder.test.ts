import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import { triangularWave } from '../control/strategies/cyclic-reflex.ts';
import type { Settings } from '../control/strategy.ts';
import { openPonder } from '../testing/ponder.ts';
import type { Model } from './model.ts';
import { prepareRun } from './run.ts';
import type { TokenRecord } from './trace.ts';

/** On fixed problems and seeds: each method does what it is for, and a method that did nothing would fail. */

let model: Model;
let plain: TokenRecord[][];

async function runAll(id: string, settings: Settings): Promise<TokenRecord[][]> {
  const runs: TokenRecord[][] = [];
  for (const [index, { problem }] of examples.entries()) {
    const sampling = { temperature: 0.8, topP: 0.95, topK: 0, minP: 0, seed: 100 + index };
    const run = prepareRun(model, { prompt: problem, strategies: [{ id, settings }], sampling, maxTokens: 250 });
    const records: TokenRecord[] = [];
    for await (const event of run.events()) if (event.kind === 'token') records.push(event.record);
    runs.push(records);
  }
  return runs;
}

const reflectionsIn = (runs: readonly TokenRecord[][]): TokenRecord[] =>
  runs.flat().filter((record) => record.phase === 'thinking' && model.reflectionIds.includes(record.id));

beforeAll(async () => {
  model = await openPonder();
  plain = await runAll('plain', {});
}, 120_000);
afterAll(() => model.engine.dispose());

describe('cyclic-reflex', () => {
  it('moves reflections to its crests', async () => {
    const wave = { amplitude: 5, period: 40, shift: 0 };
    const steered = await runAll('cyclic-reflex', { ...wave, vocabulary: 'words' });
    const crestShare = (runs: readonly TokenRecord[][]): number => {
      const reflections = reflectionsIn(runs);
      return reflections.filter(({ position }) => triangularWave(position, wave) > 0).length / reflections.length;
    };
    expect(reflectionsIn(steered).length).toBeGreaterThan(reflectionsIn(plain).length);
    expect(crestShare(steered)).toBeGreaterThan(0.85);
    expect(crestShare(steered)).toBeGreaterThan(crestShare(plain) + 0.15);
  });
});

describe('certainty-guided', () => {
  it('suppresses and shortens', async () => {
    const guided = await runAll('certainty-guided', { threshold: 0.3 });
    const bans = guided
      .flat()
      .filter(({ interventions }) => interventions.some((entry) => entry.kind === 'bias' && entry.value === null));

    expect(bans.length).toBeGreaterThan(0);
    expect(reflectionsIn(guided).length).toBeLessThan(reflectionsIn(plain).length);
    expect(guided.flat().length).toBeLessThan(plain.flat().length);
    const probes = guided.flat().flatMap((record) => record.probes);
    expect(probes.length).toBeGreaterThan(examples.length);
    expect(probes.every(({ cost, tokens: probed }) => cost > probed.length)).toBe(true);
  });
});

describe('the thinking limit of certainty-guided', () => {
  it("closes the thinking with the model's own tag, once, and lets it answer", async () => {
    const [records = []] = await runAll('certainty-guided', { thinkingLimit: 12 });
    const closing = records.filter(({ interventions }) => interventions.some(({ kind }) => kind === 'close'));
    expect(closing.length).toBe(1);
    expect(closing[0]?.position).toBe(12);
    expect(records.at(-1)?.phase).toBe('answer');
  });
});

describe('srgen', () => {
  it('lowers the entropy of the corrected positions, by a loss that falls at every step', async () => {
    const low = { window: 10, deviations: 1.5, minDeviation: 0.2, minThreshold: 0.4, staticThreshold: 0.8 };
    const corrected = (await runAll('srgen', { ...low, learningRate: 0.05, entropyWeight: 0.5 }))
      .flat()
      .filter(({ interventions }) => interventions.some(({ kind }) => kind === 'offset'));
    expect(corrected.length).toBeGreaterThan(5);
    for (const { statistics, interventions } of corrected) {
      const [before = 0, after = 0] = statistics?.entropy ?? [];
      expect(after).toBeLessThan(before);
      expect(statistics?.divergence).toBeGreaterThan(0);
      for (const entry of interventions) {
        if (entry.kind !== 'offset') continue;
        const totals = entry.losses.map(({ total }) => total);
        expect(totals).toEqual(totals.toSorted((a, b) => b - a));
        expect(entry.vector.length).toBe(model.engine.projection().columns);
      }
    }
  });
});

describe('srgen-logit', () => {
  it('lowers the entropy of the corrected positions', async () => {
    const low = { window: 10, deviations: 1.5, minDeviation: 0.2, minThreshold: 0.4, staticThreshold: 0.8 };
    const corrected = (await runAll('srgen-logit', low)).flat().filter(({ interventions }) => interventions.length > 0);
    expect(corrected.length).toBeGreaterThan(5);
    for (const { statistics } of corrected) expect(statistics?.entropy[1]).toBeLessThan(statistics?.entropy[0] ?? 0);
  });
});
