import type { Sample } from '../sample.ts';
import { describeSpread, type Spread } from '../statistics/moments.ts';
import { groupArms } from './arms.ts';
import { orderSamples } from './order.ts';

export interface StrategyTimes {
  readonly label: string;
  readonly milliseconds: Spread | null;
  readonly millisecondsPerToken: Spread | null;
}

/** How long samples took: times.json, a file of its own because it is never the same twice. */
export function buildTimes(samples: readonly Sample[], baseline?: string): StrategyTimes[] {
  return groupArms(orderSamples(samples), baseline).map((arm) => ({
    label: arm.label,
    milliseconds: describeSpread(arm.samples.map(({ milliseconds }) => milliseconds)),
    millisecondsPerToken: describeSpread(
      arm.samples.flatMap(({ milliseconds, tokens }) => (tokens === 0 ? [] : [milliseconds / tokens])),
    ),
  }));
}
