import { triangularWave, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { silverBias } from '../../control/strategies/silver.ts';
import type { Settings } from '../../control/strategy.ts';

/** The bias on reflection tokens by position alone, nats. */
export type Schedule = (position: number) => number;

/** What a strategy's settings do at every position, for those that look at nothing but the position; null for others. */
export function scheduleOf(strategy: string, settings: Settings): Schedule | null {
  const number = (name: string): number => Number(settings[name]);
  if (strategy === 'cyclic-reflex') {
    const wave = waveOf(settings);
    return (position) =>
      position >= number('windowStart') && position < number('windowEnd') ? triangularWave(position, wave) : 0;
  }
  if (strategy === 'silver') {
    const schedule = { ratio: number('ratio'), wrap: number('wrap') };
    return (position) => number('scale') * silverBias(position, schedule);
  }
  if (strategy === 'constant-bias') return () => number('bias');
  return null;
}
