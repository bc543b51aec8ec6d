import { gumbel, uniform } from '../control/random.ts';
import type { Matrix } from '../control/matrix.ts';
import type { StoredHead } from '../engines/onnx/stored-head.ts';
import { toHalf } from './synthetic/half.ts';

export const HEAD_KINDS = ['4 bits', '8 bits', 'float16', 'float32'] as const;
export type HeadKind = (typeof HEAD_KINDS)[number];

/** Columns that share a scale. */
const BLOCK = 32;
const SEED = 3;

/** About normal, with a standard deviation of 1.28 * `scale`. */
export function randomMatrix(rows: number, columns: number, stream: 'sample' | 'tail', scale: number): Matrix {
  const values = Float32Array.from({ length: rows * columns }, (_, i) => scale * (gumbel(SEED, stream, 0, i) - 0.5772));
  return { rows, columns, values };
}

/** From 0 to 1. */
const random = (index: number): number => uniform(SEED, 'tail', 1, index);

const bytes = (count: number, from: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => 256 * random(from + i));

/** A random head in one of the ways in which files store them; blocks have scales and zero points of their own. */
export function randomHead(kind: HeadKind, rows: number, columns: number, scale: number): StoredHead {
  if (kind === 'float16' || kind === 'float32') {
    const { values } = randomMatrix(rows, columns, 'tail', scale);
    const stored = kind === 'float16' ? toHalf(values) : new Uint8Array(Float32Array.from(values).buffer);
    return { kind: 'floats', rows, columns, element: kind, bytes: stored, transposed: false };
  }
  const bits = kind === '4 bits' ? 4 : 8;
  const blocks = Math.ceil(columns / BLOCK);
  const packed = bytes((rows * blocks * BLOCK * bits) / 8, 0);
  // Levels are evenly spread: their deviation is 0.29 of their range.
  const step = (1.28 * scale) / (0.29 * 2 ** bits);
  return {
    kind: 'blocks',
    rows,
    columns,
    bits,
    blockSize: BLOCK,
    packed,
    scales: Float32Array.from({ length: rows * blocks }, (_, i) => step * (0.8 + 0.4 * random(packed.length + i))),
    // About the middle of the range.
    zeroPoints: bytes(rows * Math.ceil((blocks * bits) / 8), packed.length + rows * blocks).map((byte) =>
      bits === 8 ? 112 + (byte >> 3) : 0x66 + (byte & 0x33),
    ),
  };
}
