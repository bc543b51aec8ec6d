import type { TopLogits } from '../distribution.ts';
import type { Logits } from '../statistics.ts';
import { addLogits, noSums, type SoftmaxSums } from '../softmax-sums.ts';
import { instantiateLogitKernels, STRIP_BYTES, type LogitKernels } from './logit-kernels.ts';

const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;
const PAGE_BYTES = 65_536;
/** Sums of the kernels. */
const RESULTS = 0;
const LOGITS = STRIP_BYTES;
/** Below so many logits the maxima of strips would save nothing. */
const LEAST_FOR_STRIPS = 4096;
const LOWEST = -3.4028234663852886e38;

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** Logits in the memory of the kernels, and what is asked of them: once the largest, then their sums. */
export class LogitMemory {
  readonly #kernels: LogitKernels;
  #floats: Float32Array;
  #integers: Int32Array;
  #results: Float64Array;
  /** How many logits there are, and where they end, filled up with -Infinity. */
  #count = 0;
  #end = LOGITS;
  /** Addresses: maxima of strips, places and values of candidates, and the places in order. */
  #maxima = 0;
  #ids = 0;
  #values = 0;
  #order = 0;
  #largest = -Infinity;
  /** The largest logits and their ids, which the sums take in float64. */
  #taken = new Float32Array(0);
  #takenIds = new Int32Array(0);

  private constructor(kernels: LogitKernels) {
    this.#kernels = kernels;
    const { buffer } = kernels.memory;
    this.#floats = new Float32Array(buffer);
    this.#integers = new Int32Array(buffer);
    this.#results = new Float64Array(buffer);
  }

  /** Undefined where there is no WebAssembly with vectors. */
  static create(): LogitMemory | undefined {
    const kernels = instantiateLogitKernels();
    return kernels && new LogitMemory(kernels);
  }

  /** Copies logits in, [vocabularySize], as float32. Returns their sum. */
  load(logits: Logits): number {
    if (logits.length !== this.#count) this.#layOut(logits.length);
    const from = LOGITS / FLOAT_BYTES;
    this.#floats.set(logits, from);
    this.#floats.fill(-Infinity, from + this.#count, this.#end / FLOAT_BYTES);
    const whole = logits.length - (logits.length % (STRIP_BYTES / FLOAT_BYTES));
    let sum = this.#kernels.total(LOGITS, LOGITS + FLOAT_BYTES * whole);
    for (let id = whole; id < logits.length; id += 1) sum += logits[id] ?? 0;
    return sum;
  }

  #layOut(count: number): void {
    this.#count = count;
    this.#end = LOGITS + roundUp(FLOAT_BYTES * count, STRIP_BYTES);
    const room = this.#end - LOGITS;
    this.#maxima = this.#end;
    this.#ids = this.#maxima + room;
    this.#values = this.#ids + room;
    this.#order = this.#values + room;
    const missing = this.#order + room - this.#kernels.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#kernels.memory.grow(Math.ceil(missing / PAGE_BYTES));
    const { buffer } = this.#kernels.memory;
    this.#floats = new Float32Array(buffer);
    this.#integers = new Int32Array(buffer);
    this.#results = new Float64Array(buffer);
  }

  /**
   * Finds the `count` largest logits, without those at -Infinity, and returns how many there are: 0 also when the largest is
   * not finite. They are taken out of the memory, so that `sums` can add them by themselves: once for every `load`.
   */
  takeTop(count: number): number {
    const isLarge = this.#count >= LEAST_FOR_STRIPS;
    const stripBytes = isLarge ? STRIP_BYTES : VECTOR_BYTES;
    const maxima = isLarge ? this.#maxima : LOGITS;
    const maximaEnd = isLarge ? maxima + ((this.#end - LOGITS) / STRIP_BYTES) * VECTOR_BYTES : this.#end;
    if (isLarge) this.#kernels.maxima(LOGITS, this.#end, stripBytes, maxima);
    this.#largest = this.#largestOf(maxima, maximaEnd);
    if (!Number.isFinite(this.#largest)) return 0;
    // At least `count` lanes of strips reach the bar, so at least as many logits do: few more, unless they stand together.
    const bar = this.#barOf(maxima, maximaEnd, count);
    const idsEnd = this.#kernels.collect(LOGITS, maxima, maximaEnd, stripBytes, bar, this.#ids, this.#values);
    const found = (idsEnd - this.#ids) / FLOAT_BYTES;
    return this.#takeLargest(this.#narrow(found, count), count);
  }

  #largestOf(from: number, end: number): number {
    if (from === end) return -Infinity;
    this.#kernels.maxima(from, end, end - from, this.#order);
    const [a = 0, b = 0, c = 0, d = 0] = this.#view(this.#floats, this.#order, 4);
    return Math.max(a, b, c, d);
  }

  /** The `length` values at an address. */
  #view<T extends Float32Array | Int32Array>(memory: T, address: number, length: number): T {
    return memory.subarray(address / FLOAT_BYTES, address / FLOAT_BYTES + length) as T; // subarray keeps the type
  }

  /** A bar that at least `count` of the values reach, and few more than that unless many are equal. */
  #barOf(from: number, end: number, count: number): number {
    const kernels = this.#kernels;
    let reached = kernels.countAtLeast(from, end, this.#largest);
    let high = this.#largest;
    let low = high;
    for (let gap = 8; reached < count; gap *= 2) {
      if (low === LOWEST) return low;
      high = low;
      low = Math.fround(Math.max(LOWEST, this.#largest - gap));
      reached = kernels.countAtLeast(from, end, low);
    }
    while (reached > 1.5 * count) {
      const middle = Math.fround((low + high) / 2);
      if (middle <= low || middle >= high) break;
      const there = kernels.countAtLeast(from, end, middle);
      if (there < count) high = middle;
      else [low, reached] = [middle, there];
    }
    return low;
  }

  /** Keeps at most twice `count` of the `found` candidates, the largest `count` among them; returns how many. */
  #narrow(found: number, count: number): number {
    const most = 2 * count;
    if (found <= most) return found;
    const bar = this.#barOf(this.#values, this.#endOfValues(found), count);
    const ids = this.#view(this.#integers, this.#ids, found);
    const values = this.#view(this.#floats, this.#values, found);
    let ties = most;
    for (const value of values) if (value > bar) ties -= 1;
    let kept = 0;
    for (let place = 0; place < found; place += 1) {
      const value = values[place] ?? -Infinity;
      if (value < bar || (value === bar && (ties -= 1) < 0)) continue;
      values[kept] = value;
      ids[kept] = ids[place] ?? 0;
      kept += 1;
    }
    return kept;
  }

  /** Fills the last vector of candidates up, and returns where it ends. */
  #endOfValues(count: number): number {
    const end = this.#values + roundUp(FLOAT_BYTES * count, VECTOR_BYTES);
    this.#floats.fill(-Infinity, this.#values / FLOAT_BYTES + count, end / FLOAT_BYTES);
    return end;
  }

  #takeLargest(found: number, count: number): number {
    const end = this.#endOfValues(found);
    const order = this.#view(this.#integers, this.#order, (end - this.#values) / FLOAT_BYTES);
    order.fill(-1);
    this.#kernels.rank(this.#values, end, this.#order);
    const kept = Math.min(found, count);
    if (this.#taken.length !== kept) {
      this.#taken = new Float32Array(kept);
      this.#takenIds = new Int32Array(kept);
    }
    for (let rank = 0; rank < kept; rank += 1) {
      const place = order[rank] ?? 0;
      const id = this.#integers[this.#ids / FLOAT_BYTES + place] ?? 0;
      this.#takenIds[rank] = id;
      this.#taken[rank] = this.#floats[this.#values / FLOAT_BYTES + place] ?? -Infinity;
      this.#floats[LOGITS / FLOAT_BYTES + id] = -Infinity;
    }
    return kept;
  }

  /** Those that `takeTop` found, from one rank to before another, in falling order, ties by lower id. */
  candidates(from: number, to: number): TopLogits {
    const ids: number[] = [];
    const logits: number[] = [];
    for (let rank = from; rank < Math.min(to, this.#taken.length); rank += 1) {
      ids.push(this.#takenIds[rank] ?? 0);
      logits.push(this.#taken[rank] ?? -Infinity);
    }
    return { ids, logits };
  }

  /** Sums over all logits, after `takeTop`: those that were taken in float64, the others in float32. */
  sums(temperature: number): SoftmaxSums {
    const sums = noSums(this.#largest, temperature);
    addLogits(sums, this.#taken);
    this.#kernels.addExponentials(LOGITS, this.#end, this.#largest, Math.LOG2E / temperature, RESULTS);
    sums.zeroth += this.#results[0] ?? 0;
    sums.first += Math.LN2 * (this.#results[1] ?? 0);
    sums.second += Math.LN2 * Math.LN2 * (this.#results[2] ?? 0);
    return sums;
  }
}
