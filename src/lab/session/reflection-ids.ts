import type { LabState } from './lab-state.ts';

const NO_IDS: readonly number[] = [];
const sets = new WeakMap<readonly number[], ReadonlySet<number>>();

/** The ids that count as reflection tokens in the comparison, or on the loaded model: the same list gives the same set. */
export function reflectionIdsOf({ model, comparison }: Pick<LabState, 'model' | 'comparison'>): ReadonlySet<number> {
  const ids = comparison?.reflectionIds ?? (model.kind === 'ready' ? model.model.reflectionIds : NO_IDS);
  const set = sets.get(ids) ?? new Set(ids);
  sets.set(ids, set);
  return set;
}
