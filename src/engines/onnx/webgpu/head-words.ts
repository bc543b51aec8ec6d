import type { BlockHead, FloatHead, StoredHead } from '../stored-head.ts';
import { zeroPointOf } from '../wasm/unpack-blocks.ts';

/** How many values of a head one 32-bit word holds, the lowest bits first. */
export const VALUES_PER_WORD = { q4: 8, q8: 4, f16: 2, f32: 1 } as const;
export type HeadFormat = keyof typeof VALUES_PER_WORD;

/** The output projection as kernels read it. */
export interface HeadWords {
  readonly format: HeadFormat;
  readonly rows: number;
  readonly columns: number;
  readonly wordsPerRow: number;
  /** [rows, wordsPerRow]; what a row holds beyond its columns counts for nothing. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** Of q4 and q8, where value = level * scale + shift: how many words share those, and [rows, blocks, 2] of them. */
  readonly blocks: { readonly words: number; readonly scales: Float32Array<ArrayBuffer> } | undefined;
}

/** The first `rows` rows of a head in as many bits as it is stored in. */
export function headWords(head: StoredHead, rows: number): HeadWords {
  return head.kind === 'blocks' ? blockWords(head, rows) : floatWords(head, rows);
}

function blockWords(head: BlockHead, rows: number): HeadWords {
  const { bits, blockSize, columns, packed, scales } = head;
  const format = bits === 4 ? 'q4' : 'q8';
  const blocks = Math.ceil(columns / blockSize);
  const wordsPerBlock = blockSize / VALUES_PER_WORD[format];
  const wordsPerRow = blocks * wordsPerBlock;
  const pairs = new Float32Array(2 * rows * blocks);
  for (let row = 0; row < rows; row += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const at = row * blocks + block;
      const scale = scales[at] ?? 0;
      pairs[2 * at] = scale;
      pairs[2 * at + 1] = -scale * zeroPointOf(head, row, block);
    }
  }
  const words = new Uint32Array(packed.slice(0, 4 * rows * wordsPerRow).buffer);
  return { format, rows, columns, wordsPerRow, words, blocks: { words: wordsPerBlock, scales: pairs } };
}

function floatWords({ element, bytes, transposed, rows: stored, columns }: FloatHead, rows: number): HeadWords {
  const format = element === 'float16' ? 'f16' : 'f32';
  const Elements = element === 'float16' ? Uint16Array : Uint32Array;
  const wordsPerRow = Math.ceil(columns / VALUES_PER_WORD[format]);
  const width = wordsPerRow * VALUES_PER_WORD[format];
  // The bytes may lie at any address, which a typed array on them may not.
  const from = new Elements(new Uint8Array(bytes).buffer);
  const to = new Elements(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      to[row * width + column] = from[transposed ? column * stored + row : row * columns + column] ?? 0;
    }
  }
  return { format, rows, columns, wordsPerRow, words: new Uint32Array(to.buffer), blocks: undefined };
}
