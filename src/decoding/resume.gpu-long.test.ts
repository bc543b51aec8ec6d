import { describe, expect, it } from 'vitest';
import examples from '../../models/ponder/examples.json' with { type: 'json' };
import { openPonderOn } from '../testing/ponder-in-browser.ts';
import { prepareRun, type RunSettings } from './run.ts';
import type { TokenRecord } from './trace.ts';

const settings: RunSettings = {
  prompt: examples[0]?.problem ?? '',
  strategies: [{ id: 'certainty-guided', settings: { threshold: 0.5, probeTokens: 6 } }],
  sampling: { temperature: 0.6, topP: 0.95, topK: 0, minP: 0, seed: 7 },
  maxTokens: 20,
};

describe('a run on WebGPU that was cut off', () => {
  it('goes on with the same tokens, statistics within 1e-4, and its seam marked', async () => {
    const model = await openPonderOn('webgpu');
    const decode = async (resumed: readonly TokenRecord[]): Promise<TokenRecord[]> => {
      const { header, events } = prepareRun(model, settings, resumed);
      expect(header.seams).toEqual(resumed.length > 0 ? [resumed.length] : undefined);
      const records = [...resumed];
      for await (const event of events()) if (event.kind === 'token') records.push(event.record);
      return records;
    };
    const whole = await decode([]);
    const resumed = await decode(whole.slice(0, 9));
    expect(resumed.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    resumed.forEach(({ statistics }, position) => {
      const expected = whole[position]?.statistics;
      expect(Math.abs((statistics?.entropy[0] ?? 0) - (expected?.entropy[0] ?? 0))).toBeLessThan(1e-4);
      expect(Math.abs((statistics?.logprob[1] ?? 0) - (expected?.logprob[1] ?? 0))).toBeLessThan(1e-4);
    });
    await model.engine.dispose();
  });
});
