export interface Campaign {
  readonly seed: number;
  /** The first fault. */
  readonly from: number;
  readonly count: number;
  /** How many kinds take turns. */
  readonly kinds: number;
}

/** Kinds that need no GPU. */
const QUICK_KINDS = 8;
const ALL_KINDS = 9;

/** Without a campaign one fault of each kind that needs no GPU. */
export function readCampaign(environment: Readonly<Record<string, string | undefined>>): Campaign {
  const { FAULTS_SEED, FAULTS_FROM, FAULTS_COUNT } = environment;
  if (FAULTS_COUNT === undefined) return { seed: 1, from: 0, count: QUICK_KINDS, kinds: QUICK_KINDS };
  return {
    seed: Number(FAULTS_SEED ?? 1),
    from: Number(FAULTS_FROM ?? 0),
    count: Number(FAULTS_COUNT),
    kinds: ALL_KINDS,
  };
}
