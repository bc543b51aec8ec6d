import type { Paragraph } from '../session/paragraphs.ts';

/** A paragraph, or several in a row that are folded away because another lane has them too. */
export interface TextBlock extends Paragraph {
  /** How many paragraphs are folded into this block; 0 for one that is shown. */
  readonly folded: number;
}

const shownBlocks = new WeakMap<Paragraph, TextBlock>();

/** The same paragraph always gives the same block. */
function shownBlock(paragraph: Paragraph): TextBlock {
  const block = shownBlocks.get(paragraph) ?? { ...paragraph, folded: 0 };
  shownBlocks.set(paragraph, block);
  return block;
}

/** The blocks of a text, where `isFolded` paragraphs become one line together with their neighbours. */
export function textBlocks(
  paragraphs: readonly Paragraph[],
  isFolded: (paragraph: Paragraph) => boolean,
): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    if (!isFolded(paragraph)) blocks.push(shownBlock(paragraph));
    else if (!last || last.folded === 0) blocks.push({ ...paragraph, folded: 1 });
    else
      blocks[blocks.length - 1] = {
        ...last,
        records: [...last.records, ...paragraph.records],
        folded: last.folded + 1,
      };
  }
  return blocks;
}
