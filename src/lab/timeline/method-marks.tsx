import type { TokenRecord } from '../../decoding/trace.ts';
import { correctionOf } from '../session/corrections.ts';
import styles from './timeline.module.css';
import type { Scale } from './wave-path.ts';

interface MethodMarksProps {
  readonly records: readonly TokenRecord[];
  readonly x: Scale;
  /** Heights of the middles of the two kinds of marks, in pixels. */
  readonly correctionAt: number;
  readonly probeAt: number;
}

/** The marks of probes and corrections as over the text: ◎ on the band of the phases, ◆ or ◇ on the line of no bias. */
export function MethodMarks({ records, x, correctionAt, probeAt }: MethodMarksProps) {
  return (
    <g>
      {records
        .filter((record) => record.probes.length > 0)
        .map(({ position }) => (
          <g key={position} className={styles.probe}>
            <circle cx={x(position)} cy={probeAt} r={4} />
            <circle className={styles.probeCentre} cx={x(position)} cy={probeAt} r={1.5} />
          </g>
        ))}
      {records.map((record) => {
        const correction = correctionOf(record);
        if (!correction) return null;
        const middle = x(record.position);
        return (
          <path
            key={record.position}
            className={correction === 'logits' ? styles.logitsCorrected : styles.corrected}
            d={`M${middle - 5} ${correctionAt}l5 -5l5 5l-5 5Z`}
          />
        );
      })}
    </g>
  );
}
