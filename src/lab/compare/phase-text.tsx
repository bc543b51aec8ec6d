import { Fragment } from 'react';
import type { Phase } from '../../control/strategy.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { ParagraphText, sharedWithin, within } from './paragraph-text.tsx';
import { ProbeNote } from './probe-note.tsx';
import styles from './token-text.module.css';

interface PhaseTextProps {
  readonly phase: Phase;
  readonly lane: number;
  readonly run: LaneRun;
  readonly parting: number | null;
  readonly reflectionIds: ReadonlySet<number>;
  readonly tabStop: number;
  readonly pinned: boolean;
  readonly shown: number | null;
  readonly folded: boolean;
  /** Set where the text can be folded. */
  readonly onFold?: () => void;
}

const TITLES: Readonly<Record<Phase, string>> = { thinking: 'Thinking', answer: 'Answer' };

/** The thinking or the answer: its paragraphs, and between them the probes. */
export function PhaseText(props: PhaseTextProps) {
  const { phase, lane, run, parting, reflectionIds, tabStop, pinned, shown, folded, onFold } = props;
  const paragraphs = run.paragraphs.filter((paragraph) => paragraph.phase === phase);
  if (paragraphs.length === 0) return null;
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
        {paragraphs.map((paragraph) => (
          <Fragment key={paragraph.start}>
            {paragraph.records[0]?.probes.map((probe, index) => (
              // A probe of another run is another probe, and closed again.
              // oxlint-disable-next-line react/no-array-index-key -- the probes of one position never change places
              <ProbeNote key={`${run.runId} ${index}`} probe={probe} position={paragraph.start} />
            ))}
            <ParagraphText
              paragraph={paragraph}
              previous={run.records[paragraph.start - 1]}
              reflectionIds={reflectionIds}
              sharedUntil={sharedWithin(paragraph, parting ?? 0)}
              parting={within(paragraph, parting)}
              tabStop={within(paragraph, tabStop)}
              pinned={pinned}
              shown={within(paragraph, shown)}
            />
          </Fragment>
        ))}
      </div>
    </section>
  );
}
