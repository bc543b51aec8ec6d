import { Fragment, memo, use, useEffect, useRef, useState } from 'react';
import type { LaneRun } from '../session/lane-run.ts';
import type { Chunk } from './chunks.ts';
import type { ColourScale } from './colour-scales.ts';
import { ParagraphText, sharedWithin, within } from './paragraph-text.tsx';
import { ProbeNote } from './probe-note.tsx';
import { ScrollAreaContext } from './scroll-area.ts';
import styles from './token-text.module.css';

interface TextChunkProps {
  readonly chunk: Chunk;
  /** For records before a paragraph; the list grows in place, what lies before this chunk stays. */
  readonly records: LaneRun['records'];
  readonly runId: string;
  readonly reflectionIds: ReadonlySet<number>;
  readonly scale: ColourScale | null;
  /** All positions below are -1 where they are not in this chunk, so that other chunks are not drawn again. */
  readonly sharedUntil: number;
  readonly parting: number;
  readonly tabStop: number;
  readonly pinned: boolean;
  readonly shown: number;
  /** Drawn wherever the view is: what the cursor is in, and the end, where new tokens come. */
  readonly always: boolean;
}

/** The first page of a text is there at once. */
const AT_ONCE = 300;
const LINE_HEIGHT = 40;

/** Some paragraphs, drawn only while they are near the view; else an empty box of their height. */
export const TextChunk = memo(function TextChunk(props: TextChunkProps) {
  const { chunk, records, runId, always, sharedUntil, parting, tabStop, shown, ...shared } = props;
  const area = use(ScrollAreaContext);
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(area === null || chunk.start < AT_ONCE);
  const [height, setHeight] = useState<number | null>(null);
  const drawn = area === null || always || near;
  const drawnNow = useRef(drawn);

  useEffect(() => {
    drawnNow.current = drawn;
  }, [drawn]);
  useEffect(() => {
    if (!area || !ref.current) return () => undefined;
    return area.observe(ref.current, (isNear, wasHigh) => {
      if (!isNear && drawnNow.current) setHeight(wasHigh);
      setNear(isNear);
    });
  }, [area]);

  const blank = { blockSize: height ?? chunk.lines(area?.columns ?? 80) * LINE_HEIGHT };
  return (
    <div ref={ref} data-chunk={chunk.start} data-end={chunk.end} style={drawn ? {} : blank}>
      {drawn &&
        chunk.blocks.map((block) => (
          <Fragment key={block.start}>
            {block.records[0]?.probes.map((probe, index) => (
              // A probe of another run is another probe, and closed again.
              // oxlint-disable-next-line react/no-array-index-key -- the probes of one position never change places
              <ProbeNote key={`${runId} ${index}`} probe={probe} position={block.start} />
            ))}
            {block.folded > 0 ? (
              <p className={styles.same}>
                ⋯ {block.folded} {block.folded === 1 ? 'paragraph' : 'paragraphs'} the same, {block.records.length}{' '}
                tokens
              </p>
            ) : (
              <ParagraphText
                {...shared}
                paragraph={block}
                previous={records[block.start - 1]}
                sharedUntil={sharedWithin(block, sharedUntil)}
                parting={within(block, parting)}
                tabStop={within(block, tabStop)}
                shown={within(block, shown)}
              />
            )}
          </Fragment>
        ))}
    </div>
  );
});

/** A position as a chunk should see it: its own, or -1. */
export function withinChunk({ start, end }: Chunk, position: number | null): number {
  return position !== null && position >= start && position < end ? position : -1;
}

/** The end of the shared part as a chunk should see it. */
export function sharedWithinChunk({ start, end }: Chunk, sharedUntil: number): number {
  return Math.max(start, Math.min(sharedUntil, end));
}
