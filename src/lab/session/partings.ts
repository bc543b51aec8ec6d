import { firstDivergence } from '../../decoding/divergence.ts';
import { isOver, type LaneRun } from './lane-run.ts';

/** How a lane stands to the others (the first lane: to all others; every other lane: to the first). */
export interface Parting {
  /** Tokens before this position are the same as far as they are known. */
  readonly sharedUntil: number;
  /** The first position that differs; null while none is known. */
  readonly position: number | null;
}

function between(first: LaneRun, other: LaneRun): Parting {
  const position = firstDivergence(first.records, other.records);
  if (position === null) return { sharedUntil: first.records.length, position: null };
  const inBoth = position < first.records.length && position < other.records.length;
  // A lane that is still running may yet write what the other has written.
  const certain = inBoth || (isOver(first) && isOver(other));
  return { sharedUntil: position, position: certain ? position : null };
}

export function partings(lanes: readonly LaneRun[]): readonly Parting[] {
  const [first, ...others] = lanes;
  if (!first) return [];
  const rest = others.map((other) => between(first, other));
  if (rest.length === 0) return [{ sharedUntil: 0, position: null }];
  const known = rest.flatMap(({ position }) => (position === null ? [] : [position]));
  const own: Parting = {
    sharedUntil: Math.min(...rest.map(({ sharedUntil }) => sharedUntil)),
    position: known.length > 0 ? Math.min(...known) : null,
  };
  return [own, ...rest];
}
