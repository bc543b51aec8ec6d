import { MOST_RETRIES, type WorkerCondition } from './worker-state.ts';

/** What the worker is at, where that is more than what the page shows of its model anyway; null while all is well. */
export function describeWorker({ state, silentSeconds }: WorkerCondition): string | null {
  if (state.kind === 'lost') return `Worker lost · starting it again, try ${state.attempt} of ${MOST_RETRIES}`;
  if (state.kind === 'failed') return 'Worker failed';
  // A short silence is a busy processor.
  return silentSeconds >= 10 ? `no answer for ${silentSeconds} s` : null;
}
