import type { Wave } from '../../control/strategies/cyclic-reflex.ts';
import { useWidth } from '../app/use-width.ts';
import { wavePath, type Stretch } from '../timeline/wave-path.ts';
import styles from './wave-picture.module.css';

interface WavePictureProps {
  readonly wave: Wave;
  /** Positions on which the wave acts. */
  readonly window: Stretch;
  /** Positions of this lane's reflection tokens in its last run, and how long that was. */
  readonly reflections: readonly number[];
  readonly length: number;
}

const HEIGHT = 48;
const EDGE = 4;
/** The picture keeps this scale until an amplitude needs more, so that dragging shows. */
const SMALLEST_SCALE = 5;

/** The wave as it would be with the fields as they are, redrawn as they change. */
export function WavePicture({ wave, window, reflections, length }: WavePictureProps) {
  const { amplitude, period } = wave;
  const [ref, width] = useWidth<HTMLDivElement>();
  const span = Math.max(length, period * 2);
  const scale = Math.max(SMALLEST_SCALE, amplitude);
  const x = (position: number): number => (position / span) * width;
  const y = (value: number): number => HEIGHT / 2 - (value / scale) * (HEIGHT / 2 - EDGE);
  const ticks = reflections.length > 0 ? `, with the ${reflections.length} reflection tokens of the last run` : '';
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={styles.frame}>
        <svg
          role="img"
          aria-label={`Triangular wave of amplitude ${amplitude} nats and period ${period} tokens over ${span} tokens${ticks}`}
          width={width}
          height={HEIGHT}
          className={styles.picture}
        >
          <line className={styles.zero} x1={0} x2={width} y1={y(0)} y2={y(0)} />
          {reflections.map((position) => (
            <line
              key={position}
              className={styles.tick}
              x1={x(position)}
              x2={x(position)}
              y1={EDGE}
              y2={HEIGHT - EDGE}
            />
          ))}
          <path
            className={styles.wave}
            d={wavePath(wave, { from: window.from, to: Math.min(window.to, span) }, x, y)}
          />
        </svg>
      </div>
      <figcaption className={styles.caption}>
        0 to {span} tokens, ±{scale} nats
      </figcaption>
    </figure>
  );
}
