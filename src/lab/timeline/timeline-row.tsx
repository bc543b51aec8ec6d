import { memo, useMemo } from 'react';
import { cyclicReflex, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { bannedIds } from '../session/bans.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { biasOn, positionBias } from '../session/token-bias.ts';
import styles from './timeline.module.css';
import { MethodMarks } from './method-marks.tsx';
import { stretches } from './stretches.ts';
import { areaPath, wavePath } from './wave-path.ts';

interface TimelineRowProps {
  readonly lane: number;
  readonly run: LaneRun;
  readonly top: number;
  readonly left: number;
  readonly right: number;
  /** Of the axis, in tokens. */
  readonly length: number;
  /** The bias at the upper edge, in nats. */
  readonly scale: number;
  readonly reflectionIds: ReadonlySet<number>;
}

const HALF = 18;
const MIDDLE = 24;
const PHASE_TOP = 46;
const PHASE_HEIGHT = 4;

/** One lane: the schedule as a line, what was applied as an area, a stroke per reflection token, the phases as a band. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { lane, run, top, left, right, length, scale, reflectionIds } = props;
  const x = (position: number): number => left + (position / length) * Math.max(0, right - left);
  const y = (bias: number): number => top + MIDDLE - Math.max(-1, Math.min(1, bias / scale)) * HALF;
  const biases = useMemo(() => run.records.map(positionBias), [run.records]);
  // A ban has no height; it is hatched below.
  const banned = useMemo(() => stretches(run.records.map((record) => bannedIds(record).size > 0)), [run.records]);
  const thinking = run.records.filter((record) => record.phase === 'thinking').length;
  const stated = run.header?.strategies.find(({ id }) => id === cyclicReflex.id)?.settings;
  const reflections = run.records.filter((record) => record.phase === 'thinking' && reflectionIds.has(record.id));
  return (
    <g data-lane={laneLetter(lane)} className={styles.row}>
      <text className={styles.letter} x={0} y={top + MIDDLE + 5}>
        {laneLetter(lane)}
      </text>
      <text className={styles.scale} x={left - 8} y={top + MIDDLE - HALF + 8} textAnchor="end">
        +{scale}
      </text>
      <text className={styles.scale} x={left - 8} y={top + MIDDLE + HALF} textAnchor="end">
        −{scale}
      </text>
      <line className={styles.zero} x1={left} x2={right} y1={y(0)} y2={y(0)} />
      {stated && (
        <path
          className={styles.schedule}
          d={wavePath(
            waveOf(stated),
            { from: Number(stated['windowStart']), to: Math.min(length, Number(stated['windowEnd'])) },
            x,
            y,
          )}
        />
      )}
      <path
        className={styles.up}
        d={areaPath(
          biases.map((bias) => Math.max(0, bias)),
          x,
          y,
        )}
      />
      <path
        className={styles.down}
        d={areaPath(
          biases.map((bias) => Math.min(0, bias)),
          x,
          y,
        )}
      />
      {banned.map(({ from, to }) => (
        // Dashes across a thick line make the hatching.
        <line
          key={from}
          className={styles.banned}
          x1={x(from)}
          x2={x(to)}
          y1={top + MIDDLE + HALF / 2}
          y2={top + MIDDLE + HALF / 2}
          strokeWidth={HALF}
        />
      ))}
      {reflections.map((record) => (
        <ReflectionTick key={record.position} x={x(record.position)} top={top} bias={biasOn(record, record.id)} />
      ))}
      <rect className={styles.thinking} x={left} y={top + PHASE_TOP} width={x(thinking) - left} height={PHASE_HEIGHT} />
      <rect
        className={styles.answer}
        x={x(thinking)}
        y={top + PHASE_TOP}
        width={x(run.records.length) - x(thinking)}
        height={PHASE_HEIGHT}
      />
      <MethodMarks records={run.records} x={x} correctionAt={y(0)} probeAt={top + PHASE_TOP + PHASE_HEIGHT / 2} />
    </g>
  );
});

/** The stroke ends in the same mark as over the text. */
function ReflectionTick({ x, top, bias }: { readonly x: number; readonly top: number; readonly bias: number }) {
  const upper = top + MIDDLE - HALF;
  const lower = top + MIDDLE + HALF;
  return (
    <g>
      <line className={styles.reflection} x1={x} x2={x} y1={upper} y2={lower} />
      {bias > 0 && (
        <path className={styles.markUp} d={`M${x - 4} ${upper + 3}L${x} ${upper - 4}L${x + 4} ${upper + 3}Z`} />
      )}
      {bias < 0 && (
        <path className={styles.markDown} d={`M${x - 4} ${lower - 3}L${x} ${lower + 4}L${x + 4} ${lower - 3}Z`} />
      )}
      {bias === 0 && <circle className={styles.markNone} cx={x} cy={upper} r={2.5} />}
    </g>
  );
}
