import type { TextBlock } from './text-blocks.ts';

/** Neighbouring blocks that are drawn together, or stand as one empty box while they are far from view. */
export interface Chunk {
  /** Positions of its tokens: from `start`, before `end`. */
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly TextBlock[];
  /** A rough count of its lines at `columns` characters. */
  lines(columns: number): number;
}

/** Tokens after which a chunk is full: few enough to be drawn within a frame. */
const FULL = 120;

function createChunk(blocks: readonly TextBlock[]): Chunk {
  const start = blocks[0]?.start ?? 0;
  const last = blocks.at(-1);
  const characters = blocks.map(({ records, folded }) =>
    folded > 0 ? 0 : records.reduce((sum, { text }) => sum + text.length, 0),
  );
  return {
    start,
    end: last ? last.start + last.records.length : start,
    blocks,
    lines: (columns) => characters.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / columns)), 0),
  };
}

/** Groups blocks, again and again as they grow; a chunk in which nothing changed stays the same object. */
export function createChunker(): (blocks: readonly TextBlock[]) => readonly Chunk[] {
  let before: readonly Chunk[] = [];

  function reuse(index: number, blocks: readonly TextBlock[]): Chunk {
    const known = before[index];
    const same = known?.blocks.length === blocks.length && blocks.every((block, at) => block === known.blocks[at]);
    return known && same ? known : createChunk(blocks);
  }

  return (blocks) => {
    const chunks: Chunk[] = [];
    let open: TextBlock[] = [];
    let tokens = 0;
    for (const block of blocks) {
      open.push(block);
      tokens += block.folded > 0 ? 1 : block.records.length;
      if (tokens < FULL) continue;
      chunks.push(reuse(chunks.length, open));
      open = [];
      tokens = 0;
    }
    if (open.length > 0) chunks.push(reuse(chunks.length, open));
    before = chunks;
    return chunks;
  };
}
