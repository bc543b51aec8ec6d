import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stoppingStep } from '../ensembles/deepconf.ts';
import { describeDistribution } from '../statistics.ts';
import type { Past, PastToken, Tools } from '../strategy.ts';
import { deepconfStop } from './deepconf-stop.ts';

/** Four tokens of which one has this logit and the others 0. */
const logitsOf = (logit: number): Float64Array => Float64Array.of(logit, 0, 0, 0);

const confidenceOf = (logit: number): number => {
  const { base } = describeDistribution(logitsOf(logit), new Map(), 1);
  return Number((-base.top.logits.reduce((sum, each) => sum + each - base.logSumExp, 0) / 4).toPrecision(6));
};

const token = (confidence: number | null, position: number): PastToken => ({
  position,
  id: 0,
  text: '',
  phase: 'thinking',
  source: confidence === null ? 'forced' : 'sampled',
  statistics: confidence === null ? null : { tempered: 0, confidence },
  probes: [],
  interventions: [],
});

const pastOf = (confidences: readonly (number | null)[]): Past => ({
  length: confidences.length,
  phase: 'thinking',
  tokens: confidences.map(token),
});

const model = { contextLength: 512 } as Parameters<typeof deepconfStop.create>[1];
const context = { uniform: () => 0.5 };
const tools = {} as Tools; // it asks for none

async function stops(logit: number, past: Past, window: number, bar: number): Promise<boolean> {
  const strategy = deepconfStop.create({ window, bar }, model, context);
  const asked = (await strategy.review?.(describeDistribution(logitsOf(logit), new Map(), 1), past, tools)) ?? [];
  return asked.some(({ kind }) => kind === 'stop');
}

describe('deepconf-stop', () => {
  it('ends the run at the step that DeepConf would, the present token included', async () => {
    const logits = fc.array(fc.double({ min: -3, max: 12, noNaN: true }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        logits,
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0.1, max: 8, noNaN: true }),
        async (drawn, window, bar) => {
          const confidences = drawn.map(confidenceOf);
          let found: number | null = null;
          for (const [step, logit] of drawn.entries()) {
            if (await stops(logit, pastOf(confidences.slice(0, step)), window, bar)) {
              found = step;
              break;
            }
          }
          expect(found).toBe(stoppingStep(confidences, window, bar));
        },
      ),
    );
  });

  it('waits for a full window of drawn tokens; what was put in does not count', async () => {
    expect(await stops(0, pastOf([null, null]), 2, 100)).toBe(false);
    expect(await stops(0, pastOf([1, null]), 2, 100)).toBe(true);
  });

  it('warns of a bar of 0 and of a window that is never full', () => {
    expect(deepconfStop.warning?.({ window: 16, bar: 0 }, model)).toContain('nothing is stopped');
    expect(deepconfStop.warning?.({ window: 2048, bar: 3 }, model)).toContain('never full');
    expect(deepconfStop.warning?.({ window: 16, bar: 3 }, model)).toBeUndefined();
  });
});
