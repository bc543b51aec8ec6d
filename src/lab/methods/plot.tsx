import { useWidth } from '../app/use-width.ts';
import styles from './methods-page.module.css';
import type { Picture, Point } from './picture.ts';

const HEIGHT = 140;
/** Room for the numbers of the axes, in pixels. */
const LEFT = 40;
const BOTTOM = 18;
const TOP = 10;
const RIGHT = 12;

function short(value: number): string {
  return Number(value.toPrecision(3)).toString().replace('-', '−');
}

/** A picture as SVG, with its words for those who cannot see it. */
export function Plot({ picture }: { readonly picture: Picture }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { x, y, lines, marks, words, caption } = picture;
  const across = (value: number): number =>
    LEFT + ((value - x.from) / (x.to - x.from)) * Math.max(0, width - LEFT - RIGHT);
  const up = (value: number): number =>
    HEIGHT - BOTTOM - ((value - y.from) / (y.to - y.from)) * (HEIGHT - BOTTOM - TOP);
  const path = (points: readonly Point[]): string =>
    points.map(([px, py]) => `${across(px).toFixed(1)},${up(py).toFixed(1)}`).join(' ');
  return (
    <figure className={styles.figure}>
      <div ref={ref}>
        <svg role="img" width={width} height={HEIGHT} aria-label={words}>
          <line className={styles.zero} x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
          <line className={styles.zero} x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
          {y.label !== '' &&
            [y.from, y.to].map((value) => (
              <text key={value} className={styles.number} x={LEFT - 6} y={up(value) + 4} textAnchor="end">
                {short(value)}
              </text>
            ))}
          <text className={styles.number} x={LEFT} y={HEIGHT - 4}>
            {short(x.from)}
          </text>
          <text className={styles.number} x={width - RIGHT} y={HEIGHT - 4} textAnchor="end">
            {short(x.to)} {x.label}
          </text>
          {lines.map(({ look, points }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the lines of a picture never change places
            <polyline key={index} className={styles[look]} points={path(points)} />
          ))}
          {marks.map(({ at: [px, py], sign }) => (
            <text key={`${px} ${sign}`} className={styles.mark} x={across(px)} y={up(py) - 5} textAnchor="middle">
              {sign}
            </text>
          ))}
        </svg>
      </div>
      <figcaption className={styles.note}>{caption}</figcaption>
    </figure>
  );
}
