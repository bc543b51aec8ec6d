import type { Matrix } from '../../control/matrix.ts';

const BLOCK = 32;

export interface QuantisedMatrix {
  /** MatMulNBits: [rows, columns / 32, 32 * bits / 8]; of two values in a byte the first is the low half. */
  readonly packed: Uint8Array;
  /** [rows, columns / 32]. */
  readonly scales: Float32Array;
  /** What the packed values stand for. */
  readonly restored: Matrix;
}

/** Symmetric: value = (level - middle) * scale of its block. Columns are a multiple of 32. */
export function quantise({ rows, columns, values }: Matrix, bits: 4 | 8): QuantisedMatrix {
  const middle = 2 ** (bits - 1);
  const scales = new Float32Array((rows * columns) / BLOCK);
  const packed = new Uint8Array((rows * columns * bits) / 8);
  const restored = new Float32Array(rows * columns);
  for (let block = 0; block < scales.length; block += 1) {
    const start = block * BLOCK;
    let extreme = 0;
    for (let at = start; at < start + BLOCK; at += 1) {
      const value = values[at] ?? 0;
      if (Math.abs(value) > Math.abs(extreme)) extreme = value;
    }
    scales[block] = extreme / -middle;
    const scale = scales[block] ?? 0;
    for (let at = start; at < start + BLOCK; at += 1) {
      const level = scale === 0 ? middle : Math.round((values[at] ?? 0) / scale) + middle;
      const kept = Math.min(2 * middle - 1, Math.max(0, level));
      if (bits === 8) packed[at] = kept;
      else packed[at >> 1] = (packed[at >> 1] ?? 0) | (kept << (4 * (at & 1)));
      restored[at] = (kept - middle) * scale;
    }
  }
  return { packed, scales, restored: { rows, columns, values: restored } };
}
