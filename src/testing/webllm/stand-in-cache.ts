import { HIDDEN_SIZE, nextState } from './stand-in-model.ts';
import { Scalar, ShapeTuple } from './stand-in-runtime.ts';

const PAGE = 16;

interface Held {
  readonly ids: number[];
  /** Of every position. */
  readonly states: Float32Array[];
}

const EMPTY = (): Held => ({ ids: [], states: [] });

/** The paged KV cache: sequences by number, a fixed number of pages, one forward step at a time. */
export class StandInCache {
  readonly #sequences = new Map<number, Held>([[0, EMPTY()]]);
  readonly #pages: number;
  #forwarding: number | undefined;
  /** After a failed check the real runtime has aborted. */
  #dead = false;

  constructor(contextLength: number) {
    this.#pages = Math.ceil(contextLength / PAGE) + 1;
  }

  /** The functions of the runtime that act on it, by name, as strict about arguments as the real ones. */
  functions(): Map<string, (...args: readonly unknown[]) => unknown> {
    const of = (cache: unknown): void => this.#check(cache === this, 'the first argument is no KV state');
    return new Map<string, (...args: readonly unknown[]) => unknown>([
      ['vm.builtin.kv_state_popn', (cache, id, count) => (of(cache), this.#pop(int(id, 'int64'), int(count, 'int32')))],
      [
        'vm.builtin.kv_state_fork_sequence',
        (cache, parent, child, at) => (
          of(cache),
          this.#fork(int(parent, 'int64'), int(child, 'int64'), int(at, 'int64'))
        ),
      ],
      ['vm.builtin.kv_state_add_sequence', (cache, id) => (of(cache), this.#add(int(id, 'int64')))],
      ['vm.builtin.kv_state_remove_sequence', (cache, id) => (of(cache), this.#remove(int(id, 'int64')))],
    ]);
  }

  get length(): number {
    return this.#held(0).ids.length;
  }

  clear(): void {
    this.#check(!this.#dead, 'the runtime has aborted');
    this.#sequences.clear();
    this.#sequences.set(0, EMPTY());
  }

  begin(cache: unknown, ids: unknown, lengths: unknown): void {
    this.#check(
      cache === this && ids instanceof ShapeTuple && lengths instanceof ShapeTuple,
      'begin_forward arguments',
    );
    this.#check(this.#forwarding === undefined, 'two forward steps at once');
    if (!(lengths instanceof ShapeTuple)) return;
    this.#forwarding = lengths.values[0];
  }

  end(cache: unknown): void {
    this.#check(cache === this && this.#forwarding !== undefined, 'end_forward without begin_forward');
    this.#forwarding = undefined;
  }

  /** Feeds the live sequence; the hidden states of what was fed. */
  feed(ids: readonly number[]): readonly Float32Array[] {
    this.#check(this.#forwarding === ids.length, `a step of ${ids.length} tokens was not begun`);
    const held = this.#held(0);
    let state = held.states.at(-1) ?? new Float32Array(HIDDEN_SIZE);
    for (const id of ids) {
      state = nextState(state, id);
      held.ids.push(id);
      held.states.push(state);
    }
    this.#checkPages();
    return held.states.slice(held.states.length - ids.length);
  }

  #pop(id: number, count: number): void {
    const { ids, states } = this.#held(id);
    this.#check(count > 0 && count <= ids.length, `popn of ${count} from ${ids.length}`);
    ids.length -= count;
    states.length -= count;
  }

  #fork(parent: number, child: number, at: number): void {
    const { ids, states } = this.#held(parent);
    this.#check(!this.#sequences.has(child), `sequence ${child} is there already`);
    this.#check(at === -1, 'the stand-in forks at the end alone');
    this.#sequences.set(child, { ids: [...ids], states: [...states] });
    this.#checkPages();
  }

  #add(id: number): void {
    this.#check(!this.#sequences.has(id), `sequence ${id} is there already`);
    this.#sequences.set(id, EMPTY());
  }

  #remove(id: number): void {
    this.#held(id);
    this.#sequences.delete(id);
  }

  #held(id: number): Held {
    const held = this.#sequences.get(id);
    this.#check(held !== undefined, `there is no sequence ${id}`);
    return held ?? EMPTY();
  }

  /** The worst case: nothing is shared. */
  #checkPages(): void {
    let pages = 0;
    for (const { ids } of this.#sequences.values()) pages += Math.ceil(ids.length / PAGE);
    this.#check(pages <= this.#pages, `${pages} pages of ${this.#pages}`);
  }

  #check(holds: boolean, what: string): void {
    if (holds && !this.#dead) return;
    this.#dead = true;
    throw new Error(`InternalError: Check failed: ${what}`);
  }
}

function int(value: unknown, dtype: string): number {
  if (value instanceof Scalar && value.dtype === dtype) return value.value;
  throw new TypeError(`Expected ${dtype}.`);
}
