import type { TokenRecord } from '../../decoding/trace.ts';

/**
 * A fold over the records of a lane that goes on where it stopped: records grow in place, and a list that was cut short
 * is another list. The state is changed by `step`; whoever reads it must not keep it as a snapshot.
 */
export function growingFold<S>(
  start: () => S,
  step: (state: S, record: TokenRecord, previous: TokenRecord | undefined) => void,
): (records: readonly TokenRecord[]) => S {
  const known = new WeakMap<readonly TokenRecord[], { readonly state: S; length: number }>();
  return (records) => {
    let fold = known.get(records);
    if (!fold) {
      fold = { state: start(), length: 0 };
      known.set(records, fold);
    }
    for (; fold.length < records.length; fold.length += 1) {
      const record = records[fold.length];
      if (record) step(fold.state, record, records[fold.length - 1]);
    }
    return fold.state;
  };
}

/** The fold that belongs to a set of reflection tokens, so that all who ask for the same set share one. */
export function foldByTokens<S>(
  create: (reflectionIds: ReadonlySet<number>) => (records: readonly TokenRecord[]) => S,
): (records: readonly TokenRecord[], reflectionIds: ReadonlySet<number>) => S {
  const folds = new WeakMap<ReadonlySet<number>, (records: readonly TokenRecord[]) => S>();
  return (records, reflectionIds) => {
    const fold = folds.get(reflectionIds) ?? create(reflectionIds);
    folds.set(reflectionIds, fold);
    return fold(records);
  };
}
