import type { Remote } from 'comlink';
import type { InferenceApi, Outcome } from '../../../../workers/protocol.ts';
import { toProblem, type Problem } from '../../../control/errors.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import type { WorkerLink } from './worker-link.ts';

export interface ConnectionOptions {
  readonly startWorker: () => WorkerLink;
  /** Gives a worker that replaces another what that one had been given, before it is asked anything. */
  readonly prepare: (api: Remote<InferenceApi>) => Promise<unknown>;
  /** How long the worker may be silent just now. */
  readonly patienceSeconds: () => number;
  readonly onSilence: (seconds: number) => void;
  /** Told once of every worker that is lost; `current` is none by then. */
  readonly onLost: (reason: Problem) => void;
}

export interface Connection {
  /** The living worker, started if there is none. */
  connect(): WorkerLink;
  isCurrent(link: WorkerLink): boolean;
  /** The answer of this worker, or the reason why it cannot come any more. */
  askOn<T>(link: WorkerLink, call: (api: Remote<InferenceApi>) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** Anything that came from the worker. */
  sign(): void;
}

const hungFor = (seconds: number): Problem => ({
  code: 'worker-lost',
  message: `The worker that runs the model gave no sign of life for ${seconds} s.`,
  hint: 'Run it again; if it happens twice, choose the other engine.',
});

/** One worker at a time, watched by its heartbeat. */
export function createConnection(options: ConnectionOptions): Connection {
  const { startWorker, prepare, patienceSeconds, onSilence, onLost } = options;
  let link: WorkerLink | undefined;
  let started = 0;
  let prepared: Promise<unknown> = Promise.resolve();
  let heartbeat: Heartbeat | undefined;

  function connect(): WorkerLink {
    if (link) return link;
    const fresh = startWorker();
    link = fresh;
    started += 1;
    // What fails of it is told when it is asked for.
    if (started > 1) prepared = prepare(fresh.api).catch(() => undefined);
    heartbeat = startHeartbeat({
      ping: () => fresh.api.ping(),
      patienceSeconds,
      onSilence,
      onDead: (seconds) => fresh.end(hungFor(seconds)),
    });
    void fresh.lost.then((reason) => {
      heartbeat?.stop();
      link = undefined;
      onSilence(0);
      onLost(reason);
    });
    return fresh;
  }

  return {
    connect,
    isCurrent: (other) => link === other,
    sign: () => heartbeat?.sign(),
    async askOn<T>({ api, lost }: WorkerLink, call: (api: Remote<InferenceApi>) => Promise<Outcome<T>>) {
      try {
        const answer = prepared.then(() => call(api));
        return await Promise.race([answer, lost.then((problem): Outcome<T> => ({ ok: false, problem }))]);
      } catch (caught) {
        return { ok: false, problem: toProblem(caught, 'engine-failed', 'Try again, or reload the page.') };
      }
    },
  };
}
