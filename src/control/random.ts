/**
 * Counter-based random numbers: a value belongs to (seed, stream, position, index), not to a call.
 *
 * Generator: Philox4x32-10. Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC 2011; the known-answer tests of its Random123 library are in the test beside this file.
 */

/** Every purpose draws from a stream of its own, so that one never shifts another. */
export const STREAMS = { sample: 0, tail: 1, probe: 2, probeTail: 3, strategy: 4 } as const;
export type Stream = keyof typeof STREAMS;

type Words = [number, number, number, number];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** The high 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** One block of Philox4x32-10: four 32-bit words for a 128-bit counter and a 64-bit key. */
export function philox(counter: Readonly<Words>, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round += 1) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** A number in the open interval (0, 1) with 53 random bits, the same for the same four arguments on every machine. */
export function uniform(seed: number, stream: Stream, position: number, index: number): number {
  const key = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0] as const;
  const [a, b] = philox([index >>> 0, position >>> 0, STREAMS[stream], 0], key);
  return ((a >>> 5) * 0x4000000 + (b >>> 6) + 0.5) / 0x20000000000000;
}

/** A standard Gumbel variate, -ln(-ln u). The largest of logit + gumbel is a draw from the softmax. */
export function gumbel(seed: number, stream: Stream, position: number, index: number): number {
  return -Math.log(-Math.log(uniform(seed, stream, position, index)));
}

/** FNV-1a over UTF-16 code units: a 32-bit number for a name. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}

/** The seed of sample `sample` of problem `problem`: a 53-bit integer, so that it prints and parses exactly. */
export function deriveSeed(seed: number, problem: string, sample: number): number {
  const key = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0] as const;
  const [a, b] = philox([hashText(problem), sample >>> 0, 0, 1], key);
  return (a >>> 11) * 0x100000000 + b;
}
