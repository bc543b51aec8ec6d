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

/** The level that stands for 0 in a block of a row. */
export function zeroPointOf(
  { columns, bits, blockSize, zeroPoints }: PackedMatrix,
  row: number,
  block: number,
): number {
  if (!zeroPoints) return 2 ** (bits - 1);
  const perByte = 8 / bits;
  const rowBytes = Math.ceil(Math.ceil(columns / blockSize) / perByte);
  const byte = zeroPoints[row * rowBytes + Math.floor(block / perByte)] ?? 0;
  return (byte >> (bits * (block % perByte))) & (2 ** bits - 1);
}

/** Rows that are written side by side, so that a cache line of the result is filled at once. */
const TILE = 16;

/** value = (level - zero point) * scale of its block, laid out for a plain product: [columns, rows]. */
export function unpackTransposed(matrix: PackedMatrix): Float32Array<ArrayBuffer> {
  const { rows, columns, bits, blockSize, packed, scales } = matrix;
  const blocks = Math.ceil(columns / blockSize);
  const perByte = 8 / bits;
  const rowBytes = (blocks * blockSize) / perByte;
  const levels = 2 ** bits - 1;
  const unpacked = new Float32Array(columns * rows);
  for (let tile = 0; tile < rows; tile += TILE) {
    const end = Math.min(rows, tile + TILE);
    for (let block = 0; block < blocks; block += 1) {
      const last = Math.min(columns, (block + 1) * blockSize);
      for (let row = tile; row < end; row += 1) {
        const scale = scales[row * blocks + block] ?? 0;
        const zero = zeroPointOf(matrix, row, block);
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

/** The same values row after row, the first `rows` of them: [rows, columns]. */
export function unpackRows(matrix: PackedMatrix, rows: number): Float32Array<ArrayBuffer> {
  const { columns, bits, blockSize, packed, scales } = matrix;
  const blocks = Math.ceil(columns / blockSize);
  const perByte = 8 / bits;
  const levels = 2 ** bits - 1;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const start = (row * blocks * blockSize) / perByte;
    for (let block = 0; block < blocks; block += 1) {
      const scale = scales[row * blocks + block] ?? 0;
      const zero = zeroPointOf(matrix, row, block);
      const last = Math.min(columns, (block + 1) * blockSize);
      for (let column = block * blockSize; column < last; column += 1) {
        const byte = packed[start + Math.floor(column / perByte)] ?? 0;
        values[row * columns + column] = (((byte >> (bits * (column % perByte))) & levels) - zero) * scale;
      }
    }
  }
  return values;
}
