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

/** Problems that one side alone has right. */
export interface OneSided {
  readonly oursOnly: number;
  readonly baselineOnly: number;
}

/** Of pairs of 1 or 0. null unless every problem has exactly one pair: only then are they independent. */
export function countOneSided(problems: readonly ProblemPairs[]): OneSided | null {
  if (problems.some(({ pairs }) => pairs.length !== 1)) return null;
  const pairs = problems.flatMap((problem) => problem.pairs);
  const count = (sign: number): number => pairs.filter(([ours, theirs]) => Math.sign(ours - theirs) === sign).length;
  return { oursOnly: count(1), baselineOnly: count(-1) };
}
