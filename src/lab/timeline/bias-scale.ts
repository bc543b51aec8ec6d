import { growingFold } from '../session/growing-fold.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { positionBias } from '../session/token-bias.ts';

/** The bias axis keeps this scale until a bias needs more; it is the same in all rows. */
const SMALLEST = 5;

const largest = growingFold(
  () => ({ bias: SMALLEST }),
  (most, record) => {
    most.bias = Math.max(most.bias, Math.abs(positionBias(record)));
  },
);

/** The largest bias of the lanes, rounded up, nats. */
export function biasScaleOf(lanes: readonly Pick<LaneRun, 'records'>[]): number {
  return Math.ceil(Math.max(SMALLEST, ...lanes.map(({ records }) => largest(records).bias)));
}
