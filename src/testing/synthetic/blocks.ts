import type { Matrix } from '../../control/matrix.ts';

const BLOCK = 32;

export interface QuantisedMatrix {
  readonly bits: 4 | 8;
  /** MatMulNBits: [rows, columns / 32, 32 * bits / 8]; of two values in a byte the first is the low half. */
  readonly packed: Uint8Array;
  /** [rows, columns / 32]. */
  readonly scales: Float32Array;
}

/** Random levels but the lowest, so that their mean is 0; every block has the same scale. Columns are a multiple of 32. */
export function drawBlocks(
  rows: number,
  columns: number,
  bits: 4 | 8,
  spread: number,
  words: () => number,
): QuantisedMatrix {
  const highest = 2 ** bits - 1;
  const scales = new Float32Array((rows * columns) / BLOCK).fill(spread / (highest >> 1));
  const packed = new Uint8Array((rows * columns * bits) / 8);
  for (let at = 0; at < packed.length; at += 1) {
    const word = words();
    const first = 1 + (word % highest);
    packed[at] = bits === 8 ? first : first | ((1 + ((word >>> 16) % highest)) << 4);
  }
  return { bits, packed, scales };
}

/** What the packed values stand for: (level - middle) * scale of its block. */
export function restore({ bits, packed, scales }: QuantisedMatrix, rows: number, columns: number): Matrix {
  const middle = 2 ** (bits - 1);
  const values = new Float32Array(rows * columns);
  for (let at = 0; at < values.length; at += 1) {
    const level = bits === 8 ? (packed[at] ?? 0) : ((packed[at >> 1] ?? 0) >> (4 * (at & 1))) & 15;
    values[at] = (level - middle) * (scales[Math.floor(at / BLOCK)] ?? 0);
  }
  return { rows, columns, values };
}
