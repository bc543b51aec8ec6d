import { useVisible } from '../tokens/visible-tokens.ts';
import styles from './timeline.module.css';
import type { TokenRange } from './timeline-range.ts';

interface TextBandProps {
  readonly lane: number;
  /** Of the lane, in tokens. */
  readonly length: number;
  readonly shown: TokenRange;
}

/** Which tokens of the lane the text shows just now; nothing where it shows all of them. */
export function TextBand({ lane, length, shown }: TextBandProps) {
  const visible = useVisible(lane);
  if (!visible || (visible.from < 1 && visible.to > length - 1)) return null;
  const share = (position: number): number =>
    Math.max(0, Math.min(100, ((position - shown.from) / (shown.to - shown.from)) * 100));
  const from = share(visible.from);
  const width = share(visible.to) - from;
  if (width <= 0) return null;
  return <span className={styles.band} style={{ insetInlineStart: `${from}%`, inlineSize: `${width}%` }} />;
}
