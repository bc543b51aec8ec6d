import { firstDivergence } from '../../decoding/divergence.ts';
import { isOver, type LaneRun } from './lane-run.ts';

function between(first: LaneRun, other: LaneRun): number | null {
  const position = firstDivergence(first.records, other.records);
  if (position === null) return null;
  const inBoth = position < first.records.length && position < other.records.length;
  // A lane that is still running may yet write what the other has written.
  return inBoth || (isOver(first) && isOver(other)) ? position : null;
}

/**
 * Where each lane parts from the first one, and the first lane from any other: the first position that differs, or null
 * while none is known.
 */
export function partings(lanes: readonly LaneRun[]): readonly (number | null)[] {
  const [first, ...others] = lanes;
  if (!first) return [];
  const positions = others.map((other) => between(first, other));
  const known = positions.filter((position) => position !== null);
  return [known.length > 0 ? Math.min(...known) : null, ...positions];
}
