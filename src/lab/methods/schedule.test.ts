import { expect, it } from 'vitest';
import { findStrategy, STRATEGIES } from '../../control/strategies/index.ts';
import { scheduleOf } from './schedule.ts';

it('draws the schedules that depend on the position alone', () => {
  const drawn = STRATEGIES.filter(({ id, defaults }) => scheduleOf(id, defaults) !== null).map(({ id }) => id);
  expect(drawn).toEqual(['cyclic-reflex', 'constant-bias', 'silver']);
  const wave = scheduleOf('cyclic-reflex', { ...findStrategy('cyclic-reflex').defaults, amplitude: 2, period: 40 });
  expect([0, 10, 30].map((position) => wave?.(position))).toEqual([0, 2, -2]);
  const silver = scheduleOf('silver', findStrategy('silver').defaults);
  expect([0, 1, 3, 63].map((position) => silver?.(position))).toEqual([0.25, 0.5, 1, 16]);
});
