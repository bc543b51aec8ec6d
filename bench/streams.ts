import examples from '../models/ponder/examples.json' with { type: 'json' };
import { INITIAL_MONITOR, testEntropy, type ThresholdSettings } from '../src/control/srgen/threshold.ts';
import { suppressionProbability } from '../src/control/cgrs/certainty.ts';
import { confidenceBar, traceScore } from '../src/control/ensembles/deepconf.ts';
import type { Model } from '../src/decoding/model.ts';
import { prepareRun } from '../src/decoding/run.ts';
import type { TokenRecord } from '../src/decoding/trace.ts';
import { openPonder } from '../src/testing/ponder.ts';
import type { Figure } from './figure.ts';

const SEEDS = [1, 2, 3, 4, 5];
const MAX_TOKENS = 400;

/** Threshold settings that are compared: those of the published script, and lower floors. */
const THRESHOLDS: readonly ThresholdSettings[] = [
  { window: 25, deviations: 4, minDeviation: 0.5, minThreshold: 1.8, staticThreshold: 3 },
  { window: 25, deviations: 3, minDeviation: 0.3, minThreshold: 0.8, staticThreshold: 1 },
  { window: 25, deviations: 2.7, minDeviation: 0.3, minThreshold: 0.8, staticThreshold: 0.9 },
  { window: 25, deviations: 2, minDeviation: 0.25, minThreshold: 0.6, staticThreshold: 0.8 },
  { window: 25, deviations: 2, minDeviation: 0.2, minThreshold: 0.5, staticThreshold: 0.6 },
  { window: 25, deviations: 2, minDeviation: 0.15, minThreshold: 0.4, staticThreshold: 0.5 },
];

/** Tokens of DeepConf's window, as suggested for Ponder; shares of the traces that a bar keeps, in percent. */
const WINDOW = 24;
const KEPT = [10, 90];

const CERTAINTY_THRESHOLDS = [0.5, 0.7, 0.8, 0.9, 0.95];

/** Probes without ever suppressing: a threshold just below 1. */
const PROBING = { id: 'certainty-guided', settings: { threshold: 0.999999, thinkingLimit: 1_000_000 } };

async function decodeAll(model: Model, seed: number): Promise<TokenRecord[][]> {
  const runs: TokenRecord[][] = [];
  for (const { problem } of examples) {
    const sampling = { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed };
    const run = prepareRun(model, { prompt: problem, strategies: [PROBING], sampling, maxTokens: MAX_TOKENS });
    const records: TokenRecord[] = [];
    for await (const event of run.events()) if (event.kind === 'token') records.push(event.record);
    runs.push(records);
  }
  return runs;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const tempered = (records: readonly TokenRecord[]): number[] =>
  records.flatMap(({ statistics }) => (statistics ? [statistics.tempered] : []));

function triggersPerThousand(runs: readonly TokenRecord[][], settings: ThresholdSettings): number {
  let triggers = 0;
  let tokens = 0;
  for (const records of runs) {
    let state = INITIAL_MONITOR;
    for (const entropy of tempered(records).slice(1)) {
      const step = testEntropy(state, entropy, settings, Infinity);
      ({ state } = step);
      if (step.triggered) triggers += 1;
    }
    tokens += records.length;
  }
  return (1000 * triggers) / tokens;
}

const confidences = (records: readonly TokenRecord[]): number[] =>
  records.map(({ statistics }) => statistics?.confidence ?? Number.NaN);

const certainties = (runs: readonly TokenRecord[][]): number[] =>
  runs.flat().flatMap(({ probes }) => probes.map(({ values }) => values['certainty'] ?? Number.NaN));

/** What the strategies' thresholds meet on Ponder: entropies, triggers of SRGen, bars of DeepConf, certainties of CGRS. One value per seed. */
export async function measureStreams(): Promise<readonly Figure[]> {
  const model = await openPonder();
  const seeds: TokenRecord[][][] = [];
  for (const seed of SEEDS) seeds.push(await decodeAll(model, seed));
  await model.engine.dispose();

  const perSeed = (name: string, unit: string, measure: (runs: TokenRecord[][]) => number): Figure => ({
    name,
    unit,
    runs: seeds.map(measure),
  });
  return [
    ...[0.5, 0.9, 0.99, 1].map((share) =>
      perSeed(`entropy at T 0.6, quantile ${share}`, 'nats', (runs) => quantile(runs.flatMap(tempered), share)),
    ),
    ...THRESHOLDS.map((settings) => {
      const { deviations, minDeviation, minThreshold, staticThreshold } = settings;
      const name = `SRGen triggers, k ${deviations}, floors ${minDeviation} and ${minThreshold}, static ${staticThreshold}`;
      return perSeed(name, 'per 1,000 tokens', (runs) => triggersPerThousand(runs, settings));
    }),
    ...KEPT.map((keep) =>
      perSeed(`DeepConf bar that keeps ${keep} %, windows of ${WINDOW} tokens`, '', (runs) =>
        confidenceBar(
          runs.map((records) => traceScore(confidences(records), 'lowest', WINDOW)),
          keep,
        ),
      ),
    ),
    ...[0.1, 0.5, 0.9].map((share) =>
      perSeed(`certainty, quantile ${share}`, '', (runs) => quantile(certainties(runs), share)),
    ),
    ...CERTAINTY_THRESHOLDS.map((threshold) =>
      perSeed(`CGRS suppression at threshold ${threshold}`, 'mean probability', (runs) => {
        const values = certainties(runs).map((certainty) => suppressionProbability(certainty, threshold));
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      }),
    ),
  ];
}
