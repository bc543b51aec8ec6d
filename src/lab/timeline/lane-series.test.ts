import { expect, it } from 'vitest';
import { cyclicReflex } from '../../control/strategies/cyclic-reflex.ts';
import { EntropyMonitor } from '../../control/srgen/monitor.ts';
import { thresholdOf } from '../../control/srgen/settings.ts';
import { srgen } from '../../control/strategies/srgen.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { probeRecord, statisticsWith } from '../session/method-records.ts';
import { tokenRecord } from '../session/test-doubles.ts';
import { laneSeries } from './lane-series.ts';

const drawn = (position: number, tempered: number): TokenRecord =>
  tokenRecord(position, 'a', { statistics: { ...statisticsWith({}), tempered } });

it('measures every token, carries the last probe on, and has gaps where nothing was drawn', () => {
  const records = [drawn(0, 1), tokenRecord(1, 'b', { source: 'forced', probes: [probeRecord(0.9)] }), drawn(2, 1)];
  const series = laneSeries({ records, strategies: [] });
  expect([...series.position]).toEqual([0, 1, 2]);
  expect([...series.entropy]).toEqual([1.71, Number.NaN, 1.71]);
  expect([...series.certainty]).toEqual([Number.NaN, 0.9, 0.9]);
  expect([series.wave, series.threshold]).toEqual([null, null]);
});

it('the wave is the one of the settings', () => {
  const settings = { ...cyclicReflex.defaults, amplitude: 2, period: 4 };
  const records = [0, 1, 2, 3].map((position) => drawn(position, 1));
  const { wave } = laneSeries({ records, strategies: [{ id: 'cyclic-reflex', settings }] });
  expect([...(wave ?? [])]).toEqual([0, 2, 0, -2]);
});

it.each(['dynamic', 'static'])('the %s threshold is the one SRGen tested', (threshold) => {
  const settings = { ...srgen.defaults, threshold, window: 3, minThreshold: 0, minDeviation: 0.01, maxTriggers: 4 };
  const entropies = [1, 1.1, 0.9, 1, 1.05, 3, 1, 0.95, 1.2, 4, 4, 4, 4];
  const records = entropies.map((entropy, position) => drawn(position, entropy));
  const series = laneSeries({ records, strategies: [{ id: 'srgen', settings }] });
  const monitor = new EntropyMonitor(thresholdOf(settings), 4);
  const expected = entropies.map((entropy, position) => {
    const tokens = records.slice(0, position);
    const past = { tokens, length: position, phase: 'thinking' } as const;
    return monitor.test(past, entropy)?.threshold ?? Number.NaN;
  });
  expect([...(series.threshold ?? [])]).toEqual(expected);
});
