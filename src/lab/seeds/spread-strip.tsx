import type { Estimate } from '../../evaluation/statistics/estimate.ts';
import styles from './seeds-panel.module.css';

interface SpreadStripProps {
  readonly values: readonly number[];
  readonly estimate: Estimate | null;
  /** The largest value of any lane: all strips have one scale. */
  readonly largest: number;
}

const WIDTH = 220;
const HEIGHT = 26;
const EDGE = 6;

/** One dot per seed on a common scale, the mean and its interval below them; the numbers stand beside it. */
export function SpreadStrip({ values, estimate, largest }: SpreadStripProps) {
  const x = (value: number): number => EDGE + (value / Math.max(1, largest)) * (WIDTH - 2 * EDGE);
  return (
    <svg aria-hidden="true" className={styles.strip} width={WIDTH} height={HEIGHT}>
      <line className={styles.axis} x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT - 7} y2={HEIGHT - 7} />
      {values.map((value, seed) => (
        // oxlint-disable-next-line react/no-array-index-key -- a seed is its place
        <circle key={seed} className={styles.dot} cx={x(value)} cy={8} r={3} />
      ))}
      {estimate && typeof estimate.low === 'number' && typeof estimate.high === 'number' && (
        <line
          className={styles.interval}
          x1={x(Math.max(0, estimate.low))}
          x2={x(Math.min(largest, estimate.high))}
          y1={HEIGHT - 7}
          y2={HEIGHT - 7}
        />
      )}
      {estimate && (
        <line className={styles.mean} x1={x(estimate.value)} x2={x(estimate.value)} y1={HEIGHT - 13} y2={HEIGHT - 1} />
      )}
    </svg>
  );
}
