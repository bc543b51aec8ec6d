import { useMemo, useState } from 'react';
import type { Phase } from '../../control/strategy.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { createChunker } from './chunks.ts';
import type { ColourScale } from './colour-scales.ts';
import { textBlocks } from './text-blocks.ts';
import { sharedWithinChunk, TextChunk, withinChunk } from './text-chunk.tsx';
import styles from './token-text.module.css';

interface PhaseTextProps {
  readonly phase: Phase;
  readonly lane: number;
  readonly run: LaneRun;
  readonly parting: number | null;
  readonly reflectionIds: ReadonlySet<number>;
  readonly scale: ColourScale | null;
  /** Starts of paragraphs that are folded away. */
  readonly same: ReadonlySet<number>;
  readonly tabStop: number;
  readonly pinned: boolean;
  readonly shown: number | null;
  readonly folded: boolean;
  /** Set where the text can be folded. */
  readonly onFold?: () => void;
}

const TITLES: Readonly<Record<Phase, string>> = { thinking: 'Thinking', answer: 'Answer' };

/** Chunks at the end that are always drawn: one batch of tokens may fill one and begin the next. */
const ALWAYS = 2;

/** The thinking or the answer: its paragraphs, and between them the probes. */
export function PhaseText(props: PhaseTextProps) {
  const { phase, lane, run, parting, reflectionIds, scale, same, tabStop, pinned, shown, folded, onFold } = props;
  const [chunksOf] = useState(createChunker);
  const blocks = useMemo(() => {
    const own = run.paragraphs.filter((paragraph) => paragraph.phase === phase);
    return textBlocks(own, ({ start, records }) => {
      const holdsCursor = tabStop >= start && tabStop < start + records.length;
      return same.has(start) && !holdsCursor;
    });
  }, [run.paragraphs, phase, same, tabStop]);
  const chunks = chunksOf(blocks);
  if (chunks.length === 0) return null;
  const title = TITLES[phase];
  return (
    <section className={styles.phase} data-phase={phase} aria-label={`${title} of lane ${laneLetter(lane)}`}>
      <h3 className={styles.title}>
        {onFold ? (
          <button type="button" className={styles.fold} aria-expanded={!folded} onClick={onFold}>
            <span aria-hidden="true">{folded ? '▸' : '▾'}</span> {title}
          </button>
        ) : (
          title
        )}
      </h3>
      <div className={styles.body} hidden={folded}>
        {chunks.map((chunk, place) => (
          <TextChunk
            key={chunk.start}
            chunk={chunk}
            records={run.records}
            runId={run.runId}
            reflectionIds={reflectionIds}
            scale={scale}
            sharedUntil={sharedWithinChunk(chunk, parting ?? 0)}
            parting={withinChunk(chunk, parting)}
            tabStop={withinChunk(chunk, tabStop)}
            pinned={pinned}
            shown={withinChunk(chunk, shown)}
            always={place >= chunks.length - ALWAYS || withinChunk(chunk, tabStop) >= 0}
          />
        ))}
      </div>
    </section>
  );
}
