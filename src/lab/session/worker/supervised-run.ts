import { proxy, type Remote } from 'comlink';
import type { InferenceApi, Outcome, RunEvent, RunRequest } from '../../../../workers/protocol.ts';
import type { Problem } from '../../../control/errors.ts';
import type { TokenRecord, TraceEnd, TraceHeader } from '../../../decoding/trace.ts';
import { withSeams } from '../seams.ts';

const NEVER_BEGAN: Problem = {
  code: 'internal',
  message: 'Stopped before the run began.',
  hint: 'Press Run to start it.',
};

/**
 * One run, over as many workers as it takes: what has come is kept, and a further worker goes on after it. Whoever follows
 * the run sees one start, or one more with a seam for every worker, and each token once.
 */
export class SupervisedRun {
  readonly request: RunRequest;
  /** Resolves when the run has ended, or was given up. */
  readonly done: Promise<Outcome<TraceEnd>>;
  readonly #onEvent: (event: RunEvent) => void;
  #settle: ((outcome: Outcome<TraceEnd>) => void) | undefined;
  #header: TraceHeader | null = null;
  #records: TokenRecord[] = [];
  #elapsedMilliseconds = 0;
  #stopAsked = false;
  /** Counts workers; events of an earlier one that are still on their way are dropped. */
  #worker = 0;
  #attached: Remote<InferenceApi> | undefined;

  constructor(request: RunRequest, onEvent: (event: RunEvent) => void) {
    this.request = request;
    this.#onEvent = onEvent;
    this.#records = [...(request.resumed ?? [])];
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Tokens so far, prompt included. */
  get length(): number {
    return (this.#header?.promptIds.length ?? 0) + this.#records.length;
  }

  get tokens(): number {
    return this.#records.length;
  }

  /** Whether a worker is computing the prompt, or what there is of the answer, and cannot speak meanwhile. */
  get preparing(): boolean {
    return this.#preparing;
  }

  #preparing = true;

  /** Begins, or goes on, on this worker; resolves with what went wrong there, or null. */
  async attach(api: Remote<InferenceApi>): Promise<Problem | null> {
    this.#worker += 1;
    const worker = this.#worker;
    const elapsedBefore = this.#elapsedMilliseconds;
    this.#attached = api;
    this.#preparing = true;
    let ended: (() => void) | undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const follow = (event: RunEvent): void => {
      if (worker !== this.#worker) return;
      this.#take(event, elapsedBefore);
      if (event.kind === 'end') ended?.();
    };
    const resumed = [...this.#records];
    const request = resumed.length === 0 ? this.request : { ...this.request, resumed };
    const outcome = await api.run(request, proxy(follow));
    if (!outcome.ok) return outcome.problem;
    // Events come through a channel of their own and may arrive after the answer.
    await end;
    this.settle(outcome);
    return null;
  }

  /** The worker is gone. */
  detach(): void {
    this.#worker += 1;
    this.#attached = undefined;
    if (this.#stopAsked) this.#endStopped();
  }

  stop(): void {
    this.#stopAsked = true;
    if (!this.#attached) return this.#endStopped();
    // A worker that has died has nothing left to stop, and its loss is noticed by itself.
    this.#attached.stop(this.request.runId).catch(() => undefined);
  }

  settle(outcome: Outcome<TraceEnd>): void {
    this.#settle?.(outcome);
  }

  #endStopped(): void {
    if (!this.#header) return this.settle({ ok: false, problem: NEVER_BEGAN });
    const end: TraceEnd = { reason: 'stopped', interventions: [] };
    this.#onEvent({ kind: 'end', end, elapsedMilliseconds: this.#elapsedMilliseconds });
    this.settle({ ok: true, value: end });
  }

  #take(event: RunEvent, elapsedBefore: number): void {
    if (event.kind === 'start') {
      this.#header = withSeams(event.header, this.#header);
      return this.#onEvent({ kind: 'start', header: this.#header });
    }
    if (event.kind === 'branch') return this.#onEvent(event);
    if (event.kind === 'withdraw') {
      this.#records.length = Math.min(this.#records.length, event.length);
      return this.#onEvent(event);
    }
    this.#preparing = false;
    if (event.kind === 'tokens') for (const record of event.records) this.#records.push(record);
    // Each worker's clock starts at 0.
    this.#elapsedMilliseconds = elapsedBefore + event.elapsedMilliseconds;
    this.#onEvent({ ...event, elapsedMilliseconds: this.#elapsedMilliseconds });
  }
}
