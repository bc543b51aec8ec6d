import type { NewToken } from './output.ts';
import type { RecordedIntervention, TraceHeader } from './trace.ts';

/** The name under which a branch records what it put in; no strategy has it. */
export const BRANCH = 'branch';

/** How a run leaves another one: after its first `at` tokens, which come as `resumed`. */
export interface Branch {
  readonly at: number;
  /** What the other run drew them with. */
  readonly strategies: TraceHeader['strategies'];
  /** The token that takes the place of the one that was drawn there; null to draw it anew, with other strategies. */
  readonly put: {
    readonly id: number;
    /** In words. */
    readonly reason: string;
    readonly insteadOf: { readonly id: number; readonly text: string; readonly logprob: number | null };
  } | null;
}

/** What the header says of it. */
export function describeBranch({ at, strategies, put }: Branch): NonNullable<TraceHeader['branch']> {
  return { at, strategies: [...strategies], put: put?.id ?? null };
}

/** The token that begins the branch, or null: none was put in, or it is among the records already. */
export function branchToken(branch: Branch | undefined, resumed: number): Omit<NewToken, 'ends'> | null {
  if (!branch?.put || branch.at !== resumed) return null;
  const { id, reason, insteadOf } = branch.put;
  const replace: RecordedIntervention = {
    kind: 'replace',
    strategy: BRANCH,
    reason,
    // The token is its own record; there is no text after it that would still have to be put in.
    text: '',
    withdrawn: [{ ...insteadOf }],
  };
  return { id, source: 'forced', statistics: null, interventions: [replace], probes: [] };
}
