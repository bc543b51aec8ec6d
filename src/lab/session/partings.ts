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

/** Up to which position two lanes are the same; Infinity while no difference is known. */
export function sharedUntil(positions: readonly (number | null)[], lane: number, other: number): number {
  // The first lane's own entry is its parting from any of the others.
  const fromFirst = (place: number): number => (place === 0 ? Infinity : (positions[place] ?? Infinity));
  return Math.min(fromFirst(lane), fromFirst(other));
}

/** `partings`, giving the same list again while nothing in it has changed. */
export function createPartings(): (lanes: readonly LaneRun[]) => readonly (number | null)[] {
  let before: readonly (number | null)[] = [];
  return (lanes) => {
    const now = partings(lanes);
    if (now.length !== before.length || now.some((position, lane) => position !== before[lane])) before = now;
    return before;
  };
}
