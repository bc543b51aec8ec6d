import { afterAll, beforeAll, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import { stoppingStep } from '../control/ensembles/deepconf.ts';
import { deepconfStop } from '../control/strategies/deepconf-stop.ts';
import type { Settings } from '../control/strategy.ts';
import { openPonder } from '../testing/ponder.ts';
import type { Model } from './model.ts';
import { prepareRun } from './run.ts';
import type { TokenRecord, TraceEnd } from './trace.ts';

let model: Model;
beforeAll(async () => {
  model = await openPonder();
});
afterAll(() => model.engine.dispose());

async function run(prompt: string, settings: Settings): Promise<{ records: TokenRecord[]; end: TraceEnd }> {
  const strategies = [{ id: deepconfStop.id, settings }];
  const sampling = { temperature: 0.8, topP: 0.95, topK: 0, minP: 0, seed: 5 };
  const { events } = prepareRun(model, { prompt, strategies, sampling, maxTokens: 120 });
  const records: TokenRecord[] = [];
  const iterator = events();
  while (true) {
    const step = await iterator.next();
    if (step.done) return { records, end: step.value };
    if (step.value.kind === 'token') records.push(step.value.record);
  }
}

it('deepconf-stop ends a run where its window first falls under the bar, and changes no token before', async () => {
  const window = 12;
  const ends: string[] = [];
  for (const { problem } of examples.slice(0, 4)) {
    const whole = await run(problem, { ...deepconfStop.defaults, ...deepconfStop.neutral });
    const confidences = whole.records.map(({ statistics }) => statistics?.confidence ?? Number.NaN);
    const means = confidences.map((_, at) => confidences.slice(Math.max(0, at - window + 1), at + 1)).slice(window - 1);
    const lowest = Math.min(...means.map((values) => values.reduce((sum, value) => sum + value, 0) / window));
    // Above the lowest window the run is stopped, at or under it never.
    for (const bar of [lowest + 0.01, lowest - 0.01]) {
      const stopped = await run(problem, { window, bar });
      const step = stoppingStep(confidences, window, bar);
      expect(stopped.records.map(({ id }) => id)).toEqual(
        whole.records.slice(0, step ?? undefined).map(({ id }) => id),
      );
      expect(stopped.end.reason).toBe(step === null ? whole.end.reason : 'strategy');
      if (step !== null) expect(stopped.end.interventions).toMatchObject([{ kind: 'stop', strategy: deepconfStop.id }]);
      ends.push(stopped.end.reason);
    }
  }
  expect(ends.filter((reason) => reason === 'strategy')).toHaveLength(4);
});
