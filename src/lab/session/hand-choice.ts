import type { Branch } from '../../decoding/branch.ts';
import type { TokenRecord } from '../../decoding/trace.ts';
import { laneLetter } from './lane-setup.ts';

/** The token whose place another one takes. */
export function insteadOf({ id, text, statistics }: TokenRecord): NonNullable<Branch['put']>['insteadOf'] {
  return { id, text, logprob: statistics?.logprob[1] ?? null };
}

export function describeHandChoice(position: number, lane: number): string {
  return `Chosen by hand at token ${position} of lane ${laneLetter(lane)}`;
}
