import type { RunEvent, RunRequest } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { InferenceClient } from './inference-client.ts';

/** Codes after which the worker holds no model any more. */
export const MODEL_LOST: ReadonlySet<string> = new Set([
  'engine-failed',
  'engine-disposed',
  'model-missing',
  'worker-lost',
  'device-lost',
]);

/** One run to its last event; resolves with what went wrong, or null. */
export async function followRun(
  client: InferenceClient,
  request: RunRequest,
  onEvent: (event: RunEvent) => void,
): Promise<Problem | null> {
  let settle: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const outcome = await client.run(request, (event) => {
    onEvent(event);
    if (event.kind === 'end') settle?.();
  });
  if (!outcome.ok) return outcome.problem;
  // The events come through a channel of their own and may arrive after the answer.
  await ended;
  return null;
}
