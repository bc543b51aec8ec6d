import { memo, useId, useState } from 'react';
import type { RecordedProbe } from '../../decoding/trace.ts';
import { ProbeText } from '../inspector/probe-text.tsx';
import { certaintyOf, probeFigures, probeWords } from '../session/probe-words.ts';
import styles from './probe-note.module.css';

interface ProbeNoteProps {
  readonly probe: RecordedProbe;
  /** Of the token before which the probe was made. */
  readonly position: number;
}

/** Between paragraphs: how sure the answer was here; opens to what was asked and answered on the side. */
export const ProbeNote = memo(function ProbeNote({ probe, position }: ProbeNoteProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.note}>
      <button
        type="button"
        className={styles.mark}
        aria-expanded={open}
        aria-controls={id}
        aria-label={`Token ${position}: ${probeWords(probe)}`}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.sign}>◎</span> {certaintyOf(probe) ?? 'probe'}
      </button>
      <div id={id} className={styles.aside} hidden={!open}>
        <ProbeText probe={probe} />
        <p className={styles.figures}>
          {probeFigures(probe)
            .map(([name, value]) => `${name} ${value}`)
            .join(' · ')}
        </p>
      </div>
    </div>
  );
});
