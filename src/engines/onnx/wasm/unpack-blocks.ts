/** The second operand of a MatMulNBits node (onnxruntime, docs/ContribOperators.md), as it is stored. */
export interface PackedMatrix {
  /** N and K: it stands for a matrix of rows x columns, which the product takes transposed. */
  readonly rows: number;
  readonly columns: number;
  readonly bits: 4 | 8;
  /** Columns that share a scale; the last block of a row may be padded. */
  readonly blockSize: number;
  /** [rows, blocks, blockSize * bits / 8]; of two values in a byte the first is the low half. */
  readonly packed: Uint8Array;
  /** [rows, blocks]. */
  readonly scales: Float32Array;
  /** [rows, blocks * bits / 8], rows padded to whole bytes; absent: the middle of the range. */
  readonly zeroPoints: Uint8Array | undefined;
}

/** Rows that are written side by side, so that a cache line of the result is filled at once. */
const TILE = 16;

/** value = (level - zero point) * scale of its block, laid out for a plain product: [columns, rows]. */
export function unpackTransposed(matrix: PackedMatrix): Float32Array<ArrayBuffer> {
  const { rows, columns, bits, blockSize, packed, scales, zeroPoints } = matrix;
  const blocks = Math.ceil(columns / blockSize);
  const perByte = 8 / bits;
  const rowBytes = (blocks * blockSize) / perByte;
  const zeroBytes = Math.ceil(blocks / perByte);
  const levels = 2 ** bits - 1;
  const unpacked = new Float32Array(columns * rows);
  for (let tile = 0; tile < rows; tile += TILE) {
    const end = Math.min(rows, tile + TILE);
    for (let block = 0; block < blocks; block += 1) {
      const shift = bits * (block % perByte);
      const zeroByte = Math.floor(block / perByte);
      const last = Math.min(columns, (block + 1) * blockSize);
      for (let row = tile; row < end; row += 1) {
        const scale = scales[row * blocks + block] ?? 0;
        const stored = zeroPoints ? (zeroPoints[row * zeroBytes + zeroByte] ?? 0) : undefined;
        const zero = stored === undefined ? 2 ** (bits - 1) : (stored >> shift) & levels;
        const start = row * rowBytes;
        for (let column = block * blockSize; column < last; column += 1) {
          const byte = packed[start + Math.floor(column / perByte)] ?? 0;
          const level = (byte >> (bits * (column % perByte))) & levels;
          unpacked[column * rows + row] = (level - zero) * scale;
        }
      }
    }
  }
  return unpacked;
}
