import { useInspection } from '../inspector/inspection.ts';
import type { Comparison } from '../session/lab-state.ts';
import { isOver } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { alignLanes } from '../tokens/lane-scroll.ts';
import styles from './comparison-line.module.css';

interface ComparisonLineProps {
  readonly comparison: Comparison;
  readonly partings: readonly (number | null)[];
  readonly onShow: (lane: number) => void;
}

/** The comparison in a line: where the lanes part, and on how much that rests. */
export function ComparisonLine({ comparison, partings, onShow }: ComparisonLineProps) {
  const pin = useInspection((state) => state.pin);
  const { lanes, seed, caveat } = comparison;
  const over = lanes.every(isOver);
  const later = lanes.map((_, lane) => lane).filter((lane) => lane > 0 && lanes[lane]?.status !== 'failed');
  return (
    <div className={styles.line}>
      {later.map((lane) => {
        const position = partings[lane] ?? null;
        const pair = `A and ${laneLetter(lane)}`;
        if (position === null) return over && <span key={lane}>{pair} are the same, token for token.</span>;
        const target = { lane, position: Math.min(position, (lanes[lane]?.records.length ?? 1) - 1) };
        return (
          <button
            key={lane}
            type="button"
            onClick={() => {
              pin(target);
              onShow(lane);
              alignLanes(target.position);
            }}
          >
            {pair} part at token {position}
          </button>
        );
      })}
      <span className={styles.note}>1 run, seed {seed}</span>
      {caveat !== undefined && <output className={styles.caveat}>{caveat}</output>}
    </div>
  );
}
