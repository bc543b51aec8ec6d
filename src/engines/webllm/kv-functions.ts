import type { Pipeline, RuntimeFunction } from './pipeline.ts';

/** Functions of the runtime that act on its KV cache; the library itself calls neither of the first two. */
const NAMES = {
  pop: 'vm.builtin.kv_state_popn',
  fork: 'vm.builtin.kv_state_fork_sequence',
  add: 'vm.builtin.kv_state_add_sequence',
  remove: 'vm.builtin.kv_state_remove_sequence',
} as const;

/** The sequence that the library feeds: it knows of no other. */
export const LIVE = 0;

/** Shortens, copies and drops sequences of the KV cache. */
export interface KvFunctions {
  /** Drops the last `count` tokens of the live sequence. */
  pop(count: number): void;
  /** Makes `child` a copy of `parent`; pages that are full are shared. */
  fork(parent: number, child: number): void;
  remove(sequence: number): void;
  /** Makes the live sequence empty. */
  restart(): void;
}

export interface KvSupport {
  /** Undefined where something is missing: then other text is prefilled again. */
  readonly functions: KvFunctions | undefined;
  /** What is missing and what follows, in words; '' where all is there. */
  readonly limits: string;
}

/** Looks the functions up once. Models with recurrent states keep no history to go back to. */
export function findKvFunctions(pipeline: Pipeline): KvSupport {
  const { tvm, kvStateKind = 'kv_cache' } = pipeline;
  if (kvStateKind !== 'kv_cache') {
    return {
      functions: undefined,
      limits: `${kvStateKind} state: no rewind, no probes, lanes are prefilled again in turn`,
    };
  }
  const found: Partial<Record<keyof typeof NAMES, RuntimeFunction>> = {};
  const missing: string[] = [];
  tvm.beginScope();
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    try {
      found[key] = tvm.detachFromCurrentScope(tvm.getGlobalFunc(name));
    } catch {
      missing.push(name); // the runtime says no more than that
    }
  }
  tvm.endScope();
  const { pop, fork, add, remove } = found;
  if (!pop || !fork || !add || !remove) {
    return {
      functions: undefined,
      limits: `this model library lacks ${missing.join(', ')}: rewinds and probes prefill again`,
    };
  }
  const call = (fn: RuntimeFunction, ...args: readonly unknown[]): void => {
    tvm.beginScope();
    try {
      fn(pipeline.kvCache, ...args);
    } finally {
      tvm.endScope();
    }
  };
  const id = (sequence: number): unknown => tvm.scalar(sequence, 'int64');
  return {
    functions: {
      pop: (count) => call(pop, id(LIVE), tvm.scalar(count, 'int32')),
      fork: (parent, child) => call(fork, id(parent), id(child), tvm.scalar(-1, 'int64')),
      remove: (sequence) => call(remove, id(sequence)),
      restart() {
        call(remove, id(LIVE));
        call(add, id(LIVE));
      },
    },
    limits: '',
  };
}
