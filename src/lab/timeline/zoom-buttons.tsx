import { visibleNow } from '../tokens/visible-tokens.ts';
import styles from './timeline.module.css';
import { heldRange, timelineRange, zoomed, type TokenRange } from './timeline-range.ts';

interface ZoomButtonsProps {
  /** Of the axis, in tokens. */
  readonly length: number;
  readonly shown: TokenRange;
  readonly whole: boolean;
}

function show(range: TokenRange | null): void {
  timelineRange.setState({ range });
}

/** What dragging over a chart does, for the keyboard and the finger. */
export function ZoomButtons({ length, shown, whole }: ZoomButtonsProps) {
  return (
    <div className={styles.zoom}>
      <button type="button" aria-label="Zoom in" onClick={() => show(zoomed(shown, 0.5, length))}>
        +
      </button>
      <button type="button" aria-label="Zoom out" aria-disabled={whole} onClick={() => show(zoomed(shown, 2, length))}>
        −
      </button>
      <button type="button" onClick={() => show(heldRange(visibleNow() ?? shown, length))}>
        What the text shows
      </button>
      <button type="button" aria-disabled={whole} onClick={() => show(null)}>
        Whole run
      </button>
    </div>
  );
}
