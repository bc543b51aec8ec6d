import { laneLetter } from '../../evaluation/run/lane-letter.ts';
import type { StrategySetup } from './strategy-setup.ts';

export { LANE_LETTERS, laneLetter } from '../../evaluation/run/lane-letter.ts';

/** What a lane will run with next: the strategies stacked in it, in order; never empty. */
export type LaneSetup = readonly StrategySetup[];

export function strategyIds(setup: LaneSetup): readonly string[] {
  return setup.map(({ strategyId }) => strategyId);
}

/** "strategy 2 of lane B": what tells the fields of a stacked strategy from those of the others, for names. */
export function placeName(lane: number, place: number): string {
  return `strategy ${place + 1} of lane ${laneLetter(lane)}`;
}
