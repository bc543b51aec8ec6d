import type { Estimate } from '../../evaluation/statistics/estimate.ts';
import styles from './interval-bar.module.css';

const WIDTH = 120;
const MIDDLE = 8;
const EDGE = 5;

const place = (share: number): number => EDGE + Math.min(1, Math.max(0, share)) * (WIDTH - 2 * EDGE);

/** A share from 0 to 1 on a line, with its 95 % interval; the numbers stand beside it. */
export function IntervalBar({ estimate }: { readonly estimate: Estimate | null }) {
  return (
    <svg aria-hidden="true" className={styles.bar} width={WIDTH} height={2 * MIDDLE}>
      <line className={styles.scale} x1={EDGE} x2={WIDTH - EDGE} y1={MIDDLE} y2={MIDDLE} />
      {estimate && typeof estimate.low === 'number' && typeof estimate.high === 'number' && (
        <line className={styles.interval} x1={place(estimate.low)} x2={place(estimate.high)} y1={MIDDLE} y2={MIDDLE} />
      )}
      {estimate && <circle className={styles.value} cx={place(estimate.value)} cy={MIDDLE} r={4} />}
    </svg>
  );
}
