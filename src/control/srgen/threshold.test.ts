import { describe, expect, it } from 'vitest';
import type { Past, PastToken } from '../strategy.ts';
import type { ModelFacts } from '../vocabulary.ts';
import { EntropyMonitor } from './monitor.ts';
import { ENTROPY_DEFAULTS, thresholdWarning } from './settings.ts';
import { entropyThreshold, INITIAL_MONITOR, testEntropy } from './threshold.ts';

const settings = { window: 3, deviations: 2, minDeviation: 0.1, minThreshold: 0.5, staticThreshold: 3 };

describe('the entropy threshold', () => {
  it('is static until the window is full', () => {
    expect(entropyThreshold([1, 2], settings)).toBe(3);
  });

  it('then is the mean plus k unbiased standard deviations of the latest N', () => {
    // Worked by hand: mean 2, squares 2, over N - 1 = 1, deviation 1.
    expect(entropyThreshold([9, 1, 2, 3], settings)).toBeCloseTo(4, 12);
  });

  it('has both floors', () => {
    expect(entropyThreshold([1, 1, 1], settings)).toBeCloseTo(1.2, 12);
    expect(entropyThreshold([0, 0, 0], settings)).toBe(0.5);
  });

  it('remembers an entropy that triggers, and leaves the last trigger uncorrected', () => {
    const first = testEntropy(INITIAL_MONITOR, 4, settings, 2);
    expect(first).toMatchObject({ triggered: true, corrects: true, state: { history: [4], triggers: 1 } });
    const second = testEntropy(first.state, 4, settings, 2);
    expect(second).toMatchObject({ triggered: true, corrects: false });
    expect(testEntropy(INITIAL_MONITOR, 3, settings, 2).triggered).toBe(false);
  });
});

const pastOf = (entropies: readonly (number | null)[]): Past => ({
  length: entropies.length,
  phase: 'thinking',
  tokens: entropies.map((tempered, position): PastToken => ({
    position,
    id: position,
    text: '',
    phase: 'thinking',
    source: tempered === null ? 'forced' : 'sampled',
    statistics: tempered === null ? null : { tempered },
    probes: [],
    interventions: [],
  })),
});

describe('EntropyMonitor', () => {
  it('does not look at the first position, nor at forced tokens', () => {
    const monitor = new EntropyMonitor(settings, 5);
    expect(monitor.test(pastOf([]), 9)).toBeUndefined();
    expect(monitor.test(pastOf([9, null, 1, 2, 3]), 1)?.threshold).toBeCloseTo(4, 12);
  });

  it('gives the same whether the past grew token by token, at once, or was cut back', () => {
    const entropies = [0, 1, 2, 3, 4, 0.5, 2.5];
    const growing = new EntropyMonitor(settings, 5);
    const steps = entropies.map((_, length) => growing.test(pastOf(entropies.slice(0, length)), 1)?.threshold);
    const fresh = entropies.map(
      (_, length) => new EntropyMonitor(settings, 5).test(pastOf(entropies.slice(0, length)), 1)?.threshold,
    );
    expect(steps).toEqual(fresh);
    expect(growing.test(pastOf(entropies.slice(0, 4)), 1)?.threshold).toBe(fresh[4]);
  });

  it('ends after the most triggers', () => {
    const monitor = new EntropyMonitor(settings, 1);
    expect(monitor.test(pastOf([0, 4]), 9)).toBeUndefined();
  });
});

describe('thresholdWarning', () => {
  const model: ModelFacts = {
    vocabulary: { size: 0, textOf: () => '', idOf: () => undefined },
    contextLength: 1024,
    stopIds: new Set(),
    thinking: { open: '', close: '' },
    highestEntropy: 1.5,
    suggested: {},
  };
  const published = { ...ENTROPY_DEFAULTS, steps: 3 };

  it('says when no entropy of the model can reach the threshold', () => {
    expect(thresholdWarning(published, model)).toMatch(
      /never below 2 nats, but the highest entropy measured on this model is 1.5/,
    );
    expect(thresholdWarning({ ...published, threshold: 'static' }, model)).toMatch(/never below 3 nats/);
    expect(thresholdWarning({ ...published, minDeviation: 0.3, minThreshold: 0.8 }, model)).toBeUndefined();
  });

  it('says when there is nothing to do', () => {
    expect(thresholdWarning({ ...published, steps: 0 }, model)).toMatch(/no steps/);
  });

  it('knows nothing of a model that was not measured', () => {
    expect(thresholdWarning(published, { ...model, highestEntropy: undefined })).toBeUndefined();
  });
});
