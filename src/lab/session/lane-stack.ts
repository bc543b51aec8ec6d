import { ProblemError, toProblem, type Problem } from '../../control/errors.ts';
import { checkStack } from '../../control/stack.ts';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { plain } from '../../control/strategies/plain.ts';
import type { Capability } from '../../control/strategy.ts';
import { EVERY_CAPABILITY } from './capabilities.ts';

/** More would be a list to scroll, not a comparison to see. */
const MOST_STACKED = 4;

/**
 * Checks what a lane may stack, whatever the settings; without capabilities, as before a model is loaded, only what holds
 * on every engine. Throws `strategy-unknown` or `strategy-unsupported`.
 */
export function checkLane(ids: readonly string[], capabilities: readonly Capability[] | null): void {
  if (ids.length > MOST_STACKED) {
    throw new ProblemError(
      'strategy-unsupported',
      `${ids.length} strategies are stacked in one lane.`,
      `Stack at most ${MOST_STACKED}.`,
    );
  }
  if (ids.length > 1 && ids.includes(plain.id)) {
    throw new ProblemError(
      'strategy-unsupported',
      `${plain.title} cannot be stacked: it is decoding without a strategy.`,
      'Leave it out, or give it a lane of its own.',
    );
  }
  checkStack(
    ids.map((id) => ({ id, settings: {} })),
    capabilities ?? EVERY_CAPABILITY,
  );
}

/** Why a lane cannot run these strategies together, or null. */
export function laneProblem(ids: readonly string[], capabilities: readonly Capability[] | null): Problem | null {
  try {
    checkLane(ids, capabilities);
    return null;
  } catch (caught) {
    return toProblem(caught, 'internal', 'Choose other strategies.');
  }
}

/** The first strategy that may join these, or null: nothing joins plain decoding or a stack that cannot run. */
export function nextToStack(ids: readonly string[], capabilities: readonly Capability[] | null): string | null {
  const next = STRATEGIES.find(({ id }) => laneProblem([...ids, id], capabilities) === null);
  return next?.id ?? null;
}

/** The first strategy that runs here and that no lane has yet; plain decoding where all have been taken. */
export function nextForLane(taken: readonly string[], capabilities: readonly Capability[] | null): string {
  const next = STRATEGIES.find(({ id }) => !taken.includes(id) && laneProblem([id], capabilities) === null);
  return next?.id ?? plain.id;
}
