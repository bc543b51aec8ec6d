import type { Matrix } from '../../control/matrix.ts';
import { halfToFloat } from './half-floats.ts';
import { unpackRows, type PackedMatrix } from './wasm/unpack-blocks.ts';

/** A head of 4 or 8 bits, as MatMulNBits reads it. */
export interface BlockHead extends PackedMatrix {
  readonly kind: 'blocks';
}

export interface FloatHead {
  readonly kind: 'floats';
  readonly rows: number;
  readonly columns: number;
  readonly element: 'float32' | 'float16';
  /** [rows, columns], or [columns, rows] where it is `transposed`. */
  readonly bytes: Uint8Array;
  readonly transposed: boolean;
}

/**
 * The output projection, [rows, columns], as a model's file stores it: a quarter or an eighth of its size in float32, so
 * that is what an engine keeps.
 */
export type StoredHead = BlockHead | FloatHead;

/** Its values, row after row, as far as `rows`: those beyond the vocabulary are padding. */
export function headMatrix(head: StoredHead, rows = head.rows): Matrix {
  const { columns } = head;
  if (head.kind === 'blocks') return { rows, columns, values: unpackRows(head, rows) };
  const all = floatsOf(head);
  if (!head.transposed) return { rows, columns, values: all.subarray(0, rows * columns) };
  const values = new Float32Array(rows * columns);
  for (let column = 0; column < columns; column += 1)
    for (let row = 0; row < rows; row += 1) values[row * columns + column] = all[column * head.rows + row] ?? 0;
  return { rows, columns, values };
}

/** The bytes may lie at any address, which a typed array on them may not. */
function floatsOf({ element, bytes }: FloatHead): Float32Array {
  const { buffer } = new Uint8Array(bytes);
  return element === 'float32' ? new Float32Array(buffer) : halfToFloat(new Uint16Array(buffer));
}
