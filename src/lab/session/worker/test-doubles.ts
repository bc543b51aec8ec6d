import type { Remote } from 'comlink';
import type { InferenceApi, LoadRequest, Outcome, RunEvent, RunRequest } from '../../../../workers/protocol.ts';
import type { Problem } from '../../../control/errors.ts';
import type { TokenRecord, TraceEnd } from '../../../decoding/trace.ts';
import { headerFor, LOADED, tokenRecord } from '../test-doubles.ts';
import type { WorkerLink } from './worker-link.ts';

const END: TraceEnd = { reason: 'end', interventions: [] };

/** A worker that is played by hand: it answers, stays silent and dies as a test wants. */
export class FakeWorker implements WorkerLink {
  readonly loads: LoadRequest[] = [];
  readonly runs: {
    readonly request: RunRequest;
    readonly send: (event: RunEvent) => void;
    readonly settle: (outcome: Outcome<TraceEnd>) => void;
  }[] = [];
  readonly stopped: string[] = [];
  /** What comes of a load; 'nothing' leaves it waiting. */
  loading: 'ok' | 'nothing' | Problem = 'ok';
  silent = false;
  ended: Problem | null = null;
  readonly lost: Promise<Problem>;
  #lose: ((reason: Problem) => void) | undefined;

  constructor() {
    this.lost = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  end(reason: Problem): void {
    this.ended ??= reason;
    this.#lose?.(reason);
  }

  readonly api = {
    ping: () => (this.silent ? new Promise(() => undefined) : Promise.resolve()),
    load: (request: LoadRequest): Promise<unknown> => {
      this.loads.push(request);
      if (this.loading === 'nothing') return new Promise(() => undefined);
      return Promise.resolve(
        this.loading === 'ok' ? { ok: true, value: LOADED } : { ok: false, problem: this.loading },
      );
    },
    run: (request: RunRequest, send: (event: RunEvent) => void) =>
      new Promise((settle) => this.runs.push({ request, send, settle })),
    stop: (runId: string) => Promise.resolve(this.stopped.push(runId)),
    warning: () => new Promise(() => undefined),
  } as unknown as Remote<InferenceApi>; // what a supervisor calls of it

  /** Begins or goes on with a run, and sends one token for each text. */
  play(index: number, texts: readonly string[]): void {
    const run = this.runs[index];
    if (!run) throw new Error(`There is no run ${index}.`);
    const { resumed = [] } = run.request;
    const header = headerFor(run.request);
    run.send({ kind: 'start', header: resumed.length === 0 ? header : { ...header, seams: [resumed.length] } });
    const records: TokenRecord[] = texts.map((text, place) => tokenRecord(resumed.length + place, text));
    run.send({ kind: 'tokens', records, texts: {}, elapsedMilliseconds: 100 });
  }

  finish(index: number): void {
    this.runs[index]?.send({ kind: 'end', end: END, elapsedMilliseconds: 100 });
    this.runs[index]?.settle({ ok: true, value: END });
  }
}

/** Starts fakes and remembers them, in order. */
export class FakeWorkers {
  readonly started: FakeWorker[] = [];
  /** Changes each worker before anybody talks to it. */
  prepare: (worker: FakeWorker, index: number) => void = () => undefined;

  readonly start = (): WorkerLink => {
    const worker = new FakeWorker();
    this.prepare(worker, this.started.length);
    this.started.push(worker);
    return worker;
  };

  get last(): FakeWorker {
    const worker = this.started.at(-1);
    if (!worker) throw new Error('No worker was started.');
    return worker;
  }
}
