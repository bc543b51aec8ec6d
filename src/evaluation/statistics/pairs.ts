/** One number measured on one sample of one problem under one strategy. */
export interface Observation {
  readonly problem: string;
  readonly sample: number;
  readonly seed: number;
  readonly value: number;
}

/** What two strategies gave on the same samples of one problem. */
export interface ProblemPairs {
  readonly problem: string;
  readonly pairs: readonly (readonly [ours: number, baseline: number])[];
}

const keyOf = ({ problem, sample, seed }: Observation): string => JSON.stringify([problem, sample, seed]);

/**
 * Pairs by problem, number of sample and seed; what has no partner is left out. Sorted by problem and sample, so that
 * sums do not depend on the order of the input.
 */
export function pairObservations(ours: readonly Observation[], baseline: readonly Observation[]): ProblemPairs[] {
  const partners = new Map(baseline.map((observation) => [keyOf(observation), observation.value]));
  const byProblem = new Map<string, [number, number][]>();
  for (const observation of ours.toSorted((a, b) => a.sample - b.sample || a.seed - b.seed)) {
    const partner = partners.get(keyOf(observation));
    if (partner === undefined) continue;
    const pairs = byProblem.get(observation.problem) ?? [];
    pairs.push([observation.value, partner]);
    byProblem.set(observation.problem, pairs);
  }
  return [...byProblem]
    .map(([problem, pairs]) => ({ problem, pairs }))
    .toSorted((a, b) => (a.problem < b.problem ? -1 : Number(a.problem > b.problem)));
}
