import { proxy, wrap, type Remote } from 'comlink';
import type { InferenceApi } from '../../../../workers/protocol.ts';
import type { Problem } from '../../../control/errors.ts';

/** One living worker. */
export interface WorkerLink {
  readonly api: Remote<InferenceApi>;
  /** Resolves when the worker has died, has lost its device, or was ended; Comlink alone would leave calls waiting for ever. */
  readonly lost: Promise<Problem>;
  /** Ends the worker, if it has not ended yet, for this reason. */
  end(reason: Problem): void;
}

const DIED: Problem = {
  code: 'worker-lost',
  message: 'The browser ended the worker that runs the model.',
  hint: 'It may have run out of memory: close other pages.',
};

/**
 * A lock that the worker holds for as long as it lives. Browsers tell nobody of a worker that they end, but they release
 * its locks, and at once. Pages that are not secure have no locks; there the heartbeat alone notices.
 */
function watchLock(api: Remote<InferenceApi>, onReleased: () => void): void {
  // Typed as always there, which is so on secure pages alone.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return;
  const name = `second-thought/worker/${crypto.randomUUID()}`;
  api
    .hold(name)
    .then(() => locks.request(name, onReleased))
    // A worker that died before it could hold anything is told of by its error or its silence.
    .catch(() => undefined);
}

export function startWorker(): WorkerLink {
  const worker = new Worker(new URL('../../../../workers/inference.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<InferenceApi>(worker);
  let settle: ((reason: Problem) => void) | undefined;
  const lost = new Promise<Problem>((resolve) => {
    settle = resolve;
  });
  const end = (reason: Problem): void => {
    worker.terminate();
    settle?.(reason);
  };
  const failed = (event: Event): void => {
    const said = event instanceof ErrorEvent ? event.message : '';
    const message = said || 'The worker that runs the model could not be started.';
    end({ code: 'worker-lost', message, hint: 'Check the connection and reload the page.' });
  };
  worker.addEventListener('error', failed);
  worker.addEventListener('messageerror', failed);
  watchLock(api, () => end(DIED));
  api.watch(proxy(end)).catch(() => undefined);
  return { api, lost, end };
}
