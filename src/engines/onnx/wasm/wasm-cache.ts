import type { CacheLayout } from '../cache-layout.ts';
import { allocate, elementBytes, tensorPointer, wrapTensor } from './heap-tensor.ts';
import type { OrtModule } from './ort-module.ts';

/** Keys and values of one sequence in the wasm heap. `past` and `present` are tensor handles in the layout's order. */
export interface WasmCache {
  /** Before a run that brings the sequence to `total` tokens. */
  readonly past: readonly number[];
  /** What a run must write its keys and values to; 0 lets it allocate. */
  readonly present: readonly number[];
  reserve(total: number): void;
  /** After a run: the handles it gave for the outputs. */
  take(present: readonly number[]): void;
  /** Keeps the first `length` of the `from` positions that are there. */
  shorten(from: number, length: number): void;
  /** A cache with copies of the first `length` positions. */
  fork(length: number): WasmCache;
  /** A cache that goes on after the first `length` positions and leaves them as they are; dropped before this one is used again. */
  side(length: number): WasmCache;
  dispose(): void;
}

/** Copies positions 0 to `length` of every head from one buffer to another. */
function copyPositions(
  module: OrtModule,
  { heads, headSize, element }: CacheLayout,
  [from, fromRows]: readonly [number, number],
  [to, toRows]: readonly [number, number],
  length: number,
): void {
  const row = headSize * elementBytes(element);
  const heap = module.HEAPU8;
  for (let head = 0; head < heads; head += 1) {
    const start = from + head * fromRows * row;
    heap.copyWithin(to + head * toRows * row, start, start + length * row);
  }
}

interface Buffer {
  readonly pointer: number;
  readonly handle: number;
}

function makeBuffer(module: OrtModule, { element, heads, headSize }: CacheLayout, rows: number): Buffer {
  const bytes = heads * rows * headSize * elementBytes(element);
  const pointer = allocate(module, bytes);
  // Attention reads what no token has written yet, times zero: it must be finite.
  module.HEAPU8.fill(0, pointer, pointer + bytes);
  return { pointer, handle: wrapTensor(module, element, pointer, [1, heads, rows, headSize]) };
}

function freeBuffer(module: OrtModule, { pointer, handle }: Buffer): void {
  module._OrtReleaseTensor(handle);
  module._free(pointer);
}

const SMALLEST_CAPACITY = 256;

/**
 * One buffer per layer for keys and one for values, bound as past and present alike: GroupQueryAttention then writes the
 * new rows in place. Shortening costs nothing. Grows by doubling.
 */
export class StaticCache implements WasmCache {
  #buffers: readonly Buffer[] = [];
  #capacity = 0;
  past: readonly number[] = [];
  readonly #module: OrtModule;
  readonly #layout: CacheLayout;
  readonly #longest: number;

  constructor(module: OrtModule, layout: CacheLayout, longest: number) {
    this.#module = module;
    this.#layout = layout;
    this.#longest = longest;
  }

  get present(): readonly number[] {
    return this.past;
  }

  reserve(total: number): void {
    if (total <= this.#capacity) return;
    this.#resize(Math.min(this.#longest, Math.max(SMALLEST_CAPACITY, 2 * this.#capacity, total)));
  }

  #resize(capacity: number): void {
    const old = this.#buffers;
    const larger = this.#layout.past.map(() => makeBuffer(this.#module, this.#layout, capacity));
    old.forEach((buffer, index) => {
      this.#copy(buffer.pointer, this.#capacity, larger[index]?.pointer ?? 0, capacity, this.#capacity);
      freeBuffer(this.#module, buffer);
    });
    this.#buffers = larger;
    this.#capacity = capacity;
    this.past = larger.map(({ handle }) => handle);
  }

  #copy(from: number, fromRows: number, to: number, toRows: number, length: number): void {
    copyPositions(this.#module, this.#layout, [from, fromRows], [to, toRows], length);
  }

  take(): void {}

  shorten(): void {}

  fork(length: number): StaticCache {
    const fork = new StaticCache(this.#module, this.#layout, this.#longest);
    fork.#resize(this.#capacity);
    this.#buffers.forEach(({ pointer }, index) =>
      this.#copy(pointer, this.#capacity, fork.#buffers[index]?.pointer ?? 0, this.#capacity, length),
    );
    return fork;
  }

  side(length: number): WasmCache {
    return new StaticSide(this, length);
  }

  dispose(): void {
    for (const buffer of this.#buffers) freeBuffer(this.#module, buffer);
    this.#buffers = [];
    this.#capacity = 0;
    this.past = [];
  }
}

/** A continuation in the rows behind another sequence's: it costs no copy until it goes back into those rows. */
class StaticSide implements WasmCache {
  #cache: WasmCache;
  #isShared = true;
  readonly #length: number;

  constructor(cache: WasmCache, length: number) {
    this.#cache = cache;
    this.#length = length;
  }

  get past(): readonly number[] {
    return this.#cache.past;
  }

  get present(): readonly number[] {
    return this.#cache.present;
  }

  reserve(total: number): void {
    this.#cache.reserve(total);
  }

  take(): void {}

  shorten(_: number, length: number): void {
    if (!this.#isShared || length >= this.#length) return;
    this.#cache = this.#cache.fork(length);
    this.#isShared = false;
  }

  fork(length: number): WasmCache {
    return this.#cache.fork(length);
  }

  side(length: number): WasmCache {
    return new StaticSide(this, length);
  }

  dispose(): void {
    if (!this.#isShared) this.#cache.dispose();
  }
}

/** For graphs that join past and present themselves: every run makes new tensors, which stay where the run put them. */
export class DynamicCache implements WasmCache {
  past: readonly number[];
  readonly present: readonly number[];
  /** Memory under tensors that were made here. */
  #own: readonly Buffer[];
  readonly #module: OrtModule;
  readonly #layout: CacheLayout;

  constructor(module: OrtModule, layout: CacheLayout) {
    this.#module = module;
    this.#layout = layout;
    this.present = layout.past.map(() => 0);
    this.#own = layout.past.map(() => makeBuffer(module, layout, 0));
    this.past = this.#own.map(({ handle }) => handle);
  }

  reserve(): void {}

  take(present: readonly number[]): void {
    this.dispose();
    this.past = present;
  }

  shorten(from: number, length: number): void {
    const shorter = this.#copies(from, length);
    this.dispose();
    this.#own = shorter;
    this.past = shorter.map(({ handle }) => handle);
  }

  fork(length: number): DynamicCache {
    const fork = new DynamicCache(this.#module, this.#layout);
    fork.dispose();
    fork.#own = this.#copies(length, length);
    fork.past = fork.#own.map(({ handle }) => handle);
    return fork;
  }

  side(length: number): DynamicCache {
    return this.fork(length);
  }

  #copies(from: number, length: number): Buffer[] {
    return this.past.map((handle) => {
      const pointer = tensorPointer(this.#module, handle);
      const copy = makeBuffer(this.#module, this.#layout, length);
      copyPositions(this.#module, this.#layout, [pointer, from], [copy.pointer, length], length);
      return copy;
    });
  }

  dispose(): void {
    if (this.#own.length > 0) for (const buffer of this.#own) freeBuffer(this.#module, buffer);
    else for (const handle of this.past) this.#module._OrtReleaseTensor(handle);
    this.#own = [];
    this.past = [];
  }
}
