import { wrap } from 'comlink';
import type { BlockResult, Contender } from './contender.ts';

/** Workers of one page, each with a runtime of its own; the command drives them through `window.contenders`. */
const contenders = {
  own: () => new Worker(new URL('./own.worker.ts', import.meta.url), { type: 'module' }),
  loop: () => new Worker(new URL('./loop.worker.ts', import.meta.url), { type: 'module' }),
  transformers: () => new Worker(new URL('./transformers.worker.ts', import.meta.url), { type: 'module' }),
};

export type WorkerKind = keyof typeof contenders;

export interface Bench {
  load(name: string, kind: WorkerKind, ...args: Parameters<Contender['load']>): Promise<string>;
  block(name: string, ...args: Parameters<Contender['block']>): ReturnType<Contender['block']>;
  /** Ends a worker, whatever it is at. */
  end(name: string): void;
}

declare global {
  interface Window {
    bench?: Bench;
  }
}

const workers = new Map<string, Worker>();
const open = new Map<string, Contender>();

window.bench = {
  async load(name, kind, model, task) {
    const worker = contenders[kind]();
    workers.set(name, worker);
    const contender = wrap<Contender>(worker);
    const versions = await contender.load(model, task);
    open.set(name, { load: (...args) => contender.load(...args), block: (request) => contender.block(request) });
    return versions;
  },
  async block(name, request) {
    const contender = open.get(name);
    if (!contender) throw new Error(`No contender ${name} is loaded.`);
    const runs: BlockResult[] = [];
    let timed = 0;
    // Blocks of the same length for all: on a shared machine whoever finishes within one slice of the processor would win.
    while (timed < request.milliseconds) {
      const run = await contender.block(request);
      runs.push(run);
      timed += run.elapsedMilliseconds;
    }
    return joinRuns(runs);
  },
  end(name) {
    workers.get(name)?.terminate();
    open.delete(name);
  },
};

function joinRuns(runs: readonly BlockResult[]): BlockResult {
  const mean = (read: (run: BlockResult) => number): number =>
    runs.reduce((sum, run) => sum + read(run), 0) / runs.length;
  const stages = Object.keys(runs[0]?.millisecondsByStage ?? {});
  return {
    times: runs.flatMap(({ times }) => times),
    elapsedMilliseconds: runs.reduce((sum, run) => sum + run.elapsedMilliseconds, 0),
    readBackBytes: mean((run) => run.readBackBytes),
    millisecondsByStage: Object.fromEntries(
      stages.map((stage) => [stage, mean((run) => run.millisecondsByStage[stage] ?? 0)]),
    ),
  };
}
