import {
  assemble,
  defineFunction,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  i32x4,
  loopWhile,
  v128,
  when,
  type Code,
  type Local,
} from './assembler.ts';

/**
 * What a pass over logits does most of its time, four at once. `from` and `end` are addresses of float32 values in the
 * module's memory; from one to the other it is a whole number of strips, or of vectors where no strip is given.
 */
export interface LogitKernels {
  readonly memory: WebAssembly.Memory;
  /** Sum, in float64 over strips of STRIP_BYTES. */
  total(from: number, end: number): number;
  /** The largest of each lane of every strip of `stripBytes`, 16 bytes a strip, to `to`. */
  maxima(from: number, end: number, stripBytes: number, to: number): void;
  /** How many are at least `bar`. */
  countAtLeast(from: number, end: number, bar: number): number;
  /**
   * Places from `from` on, as i32 to `ids`, and values, to `values`, of all that are at least `bar`, in their order.
   * `maxima`: those of their strips. Returns where the places end.
   */
  collect(
    from: number,
    maxima: number,
    maximaEnd: number,
    stripBytes: number,
    bar: number,
    ids: number,
    values: number,
  ): number;
  /** Places of the values of a list in falling order, equal ones in their order, as i32 to `to`, which holds -1 before. */
  rank(from: number, end: number, to: number): void;
  /**
   * With y = (value - largest) * scale: sums of 2^y, of 2^y y and of 2^y y^2 over strips of STRIP_BYTES, to `to` as float64.
   * The exponentials are good to 2e-7 of their value.
   */
  addExponentials(from: number, end: number, largest: number, scale: number, to: number): void;
}

const VECTOR_BYTES = 16;
export const STRIP_BYTES = 256;

const step = (at: Local, bytes = VECTOR_BYTES): Code => at.set(i32.add(at.get, i32.const(bytes)));
const upTo = (at: Local, end: Local, ...body: Code[]): Code => loopWhile(i32.below(at.get, end.get), ...body);
const bothHalves = (four: Local): Code => f64x2.add(f64x2.promoteLow(four.get), f64x2.promoteHigh(four.get));
const sumOfTwo = (two: Local): Code => f64.add(f64x2.extractLane(two.get, 0), f64x2.extractLane(two.get, 1));
const sumOfFour = (four: Local): Code =>
  [1, 2, 3].reduce((sum, lane) => i32.add(sum, i32x4.extractLane(four.get, lane)), i32x4.extractLane(four.get, 0));

const total = defineFunction('total', ['i32', 'i32'], 'f64', (local, from, end) => {
  const [stop, strip, sum] = [local('i32'), local('v128'), local('v128')];
  return [
    upTo(
      from,
      end,
      stop.set(i32.add(from.get, i32.const(STRIP_BYTES))),
      strip.set(f32x4.const(0)),
      upTo(from, stop, strip.set(f32x4.add(strip.get, v128.load(from.get))), step(from)),
      sum.set(f64x2.add(sum.get, bothHalves(strip))),
    ),
    sumOfTwo(sum),
  ];
});

const maxima = defineFunction('maxima', ['i32', 'i32', 'i32', 'i32'], undefined, (local, from, end, stripBytes, to) => {
  const [stop, largest] = [local('i32'), local('v128')];
  return upTo(
    from,
    end,
    stop.set(i32.add(from.get, stripBytes.get)),
    largest.set(v128.load(from.get)),
    upTo(from, stop, largest.set(f32x4.larger(largest.get, v128.load(from.get))), step(from)),
    v128.store(to.get, largest.get),
    step(to),
  );
});

const countAtLeast = defineFunction('countAtLeast', ['i32', 'i32', 'f32'], 'i32', (local, from, end, bar) => {
  const [bars, found] = [local('v128'), local('v128')];
  return [
    bars.set(f32x4.splat(bar.get)),
    upTo(from, end, found.set(i32x4.sub(found.get, f32x4.atLeast(v128.load(from.get), bars.get))), step(from)),
    sumOfFour(found),
  ];
});

const collect = defineFunction(
  'collect',
  ['i32', 'i32', 'i32', 'i32', 'f32', 'i32', 'i32'],
  'i32',
  (local, from, ofStrip, ofStripEnd, stripBytes, bar, ids, values) => {
    const [bars, start, stop, lanes, at] = [local('v128'), local('i32'), local('i32'), local('i32'), local('i32')];
    const reach = (vector: Code): Code => f32x4.atLeast(v128.load(vector), bars.get);
    const takeLowestLane: Code = [
      at.set(i32.add(from.get, i32.shl(i32.trailingZeros(lanes.get), i32.const(2)))),
      i32.store(ids.get, i32.shr(i32.sub(at.get, start.get), i32.const(2))),
      f32.store(values.get, f32.load(at.get)),
      step(ids, 4),
      step(values, 4),
      lanes.set(i32.and(lanes.get, i32.sub(lanes.get, i32.const(1)))),
    ];
    return [
      bars.set(f32x4.splat(bar.get)),
      start.set(from.get),
      upTo(
        ofStrip,
        ofStripEnd,
        stop.set(i32.add(from.get, stripBytes.get)),
        when(
          v128.anyTrue(reach(ofStrip.get)),
          upTo(from, stop, lanes.set(i32x4.bitmask(reach(from.get))), loopWhile(lanes.get, takeLowestLane), step(from)),
        ),
        from.set(stop.get),
        step(ofStrip),
      ),
      ids.get,
    ];
  },
);

const rank = defineFunction('rank', ['i32', 'i32', 'i32'], undefined, (local, from, end, to) => {
  const [at, other, place, slot] = [local('i32'), local('i32'), local('i32'), local('i32')];
  const [value, ahead] = [local('v128'), local('v128')];
  return [
    at.set(from.get),
    upTo(
      at,
      end,
      value.set(f32x4.splat(f32.load(at.get))),
      ahead.set(f32x4.const(0)),
      other.set(from.get),
      upTo(other, end, ahead.set(i32x4.sub(ahead.get, f32x4.above(v128.load(other.get), value.get))), step(other)),
      slot.set(i32.add(to.get, i32.shl(sumOfFour(ahead), i32.const(2)))),
      loopWhile(i32.atLeast(i32.load(slot.get), i32.const(0)), step(slot, 4)),
      i32.store(slot.get, place.get),
      step(place, 1),
      step(at, 4),
    ),
  ];
});

/** Below, a float32 would lose digits; times any vocabulary it is nothing. */
const LEAST_EXPONENT = -126;
/** Adding it leaves a float32 no digits after the point, and the integer in the lowest bits. */
const ROUNDING = 1.5 * 2 ** 23;
/** Terms of the series of 2^f after the 1, which for |f| <= 1/2 leave out 1.2e-7. */
const TERMS = 6;
const COEFFICIENTS: readonly number[] = Array.from({ length: TERMS }).reduce<number[]>(
  (terms, _, index) => [...terms, ((terms.at(-1) ?? 1) * Math.LN2) / (index + 1)],
  [],
);

/** 2^f by Horner's rule. */
const seriesOf = (fraction: Local): Code =>
  [1, ...COEFFICIENTS]
    .map((term) => f32x4.const(term))
    .reduceRight((sum, term) => f32x4.add(f32x4.mul(sum, fraction.get), term));

const addExponentials = defineFunction(
  'addExponentials',
  ['i32', 'i32', 'f32', 'f32', 'i32'],
  undefined,
  (local, from, end, largest, scale, to) => {
    const [stop, top, scales] = [local('i32'), local('v128'), local('v128')];
    const [exponent, shifted, fraction, weight] = [local('v128'), local('v128'), local('v128'), local('v128')];
    const strip = [local('v128'), local('v128'), local('v128')];
    const sums = [local('v128'), local('v128'), local('v128')];
    const distance = f32x4.mul(f32x4.sub(v128.load(from.get), top.get), scales.get);
    return [
      top.set(f32x4.splat(largest.get)),
      scales.set(f32x4.splat(scale.get)),
      upTo(
        from,
        end,
        stop.set(i32.add(from.get, i32.const(STRIP_BYTES))),
        strip.map((sum) => sum.set(f32x4.const(0))),
        upTo(
          from,
          stop,
          exponent.set(f32x4.larger(distance, f32x4.const(LEAST_EXPONENT))),
          shifted.set(f32x4.add(exponent.get, f32x4.const(ROUNDING))),
          fraction.set(f32x4.sub(exponent.get, f32x4.sub(shifted.get, f32x4.const(ROUNDING)))),
          // The integer part, moved to where a float32 has its exponent, multiplies by its power of 2.
          weight.set(i32x4.add(seriesOf(fraction), i32x4.shl(shifted.get, i32.const(23)))),
          strip.map((sum) => [
            sum.set(f32x4.add(sum.get, weight.get)),
            weight.set(f32x4.mul(weight.get, exponent.get)),
          ]),
          step(from),
        ),
        // Long sums in float64: a float32 would lose the small terms of a large vocabulary.
        sums.map((sum, power) => sum.set(f64x2.add(sum.get, bothHalves(strip[power] ?? sum)))),
      ),
      sums.map((sum, power) => f64.store(to.get, sumOfTwo(sum), 8 * power)),
    ];
  },
);

let bytes: Uint8Array<ArrayBuffer> | undefined;

/** A memory of its own for every instance. Undefined where the browser has no WebAssembly with vectors, or forbids it. */
export function instantiateLogitKernels(): LogitKernels | undefined {
  bytes ??= assemble([total, maxima, countAtLeast, collect, rank, addExponentials]);
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    return exports as unknown as LogitKernels; // the functions above
  } catch {
    return undefined;
  }
}
