import type { Comparison, LabState } from './lab-state.ts';
import type { LaneRun } from './lane-run.ts';

const NO_IDS: readonly number[] = [];
const sets = new WeakMap<readonly number[], ReadonlySet<number>>();

/** The ids that count as reflection tokens in the comparison, or on the loaded model: the same list gives the same set. */
export function reflectionIdsOf({ model, comparison }: Pick<LabState, 'model' | 'comparison'>): ReadonlySet<number> {
  const ids = comparison?.reflectionIds ?? (model.kind === 'ready' ? model.model.reflectionIds : NO_IDS);
  return setOf(ids);
}

function setOf(ids: readonly number[]): ReadonlySet<number> {
  const set = sets.get(ids) ?? new Set(ids);
  sets.set(ids, set);
  return set;
}

/** Those of one lane: of its own model, where it has one, or `shared` with the others. */
export function idsOfLane(shared: ReadonlySet<number>, { header }: Pick<LaneRun, 'header'>): ReadonlySet<number> {
  return header?.reflectionIds ? setOf(header.reflectionIds) : shared;
}

export function laneReflectionIds(
  { reflectionIds }: Pick<Comparison, 'reflectionIds'>,
  run: Pick<LaneRun, 'header'>,
): ReadonlySet<number> {
  return idsOfLane(setOf(reflectionIds), run);
}
