import type { KeyboardEvent } from 'react';
import { letterOf } from '../../evaluation/report/anchors.ts';
import { decimal, percent } from '../../evaluation/report/number-format.ts';
import {
  paretoFront,
  placeLetters,
  type ParetoPoint,
  type PlacedPoint,
} from '../../evaluation/report/pareto-picture.ts';
import type { Report } from '../../evaluation/report/report.ts';
import { at, niceScale, percentScale } from '../../evaluation/report/scale.ts';
import { useWidth } from '../app/use-width.ts';
import { armTitle } from './arm-title.ts';
import styles from './pareto-chart.module.css';
import { useView } from './view-state.ts';

const HEIGHT = 240;
const LEFT = 44;
const TOP = 14;
const BOTTOM = HEIGHT - 44;
const WIDEST = 640;

function pointsOf({ strategies }: Report): readonly ParetoPoint[] {
  return strategies.flatMap(({ label, passAt1, tokens, probeTokens }, index): ParetoPoint[] => {
    if (!passAt1 || !tokens) return [];
    const { value, low, high } = passAt1;
    const letter = letterOf(index);
    return [{ letter, label, anchor: '', tokens: tokens.mean + (probeTokens?.mean ?? 0), accuracy: value, low, high }];
  });
}

const clip = (share: number): number => 100 * Math.min(1, Math.max(0, share));

interface MarkProps extends PlacedPoint {
  /** The ends of the interval. */
  readonly bar: readonly [number, number];
}

function Mark({ point, x, y, letterY, bar }: MarkProps) {
  const select = useView((state) => state.select);
  const press = (): void => select({ kind: 'scored', label: point.label });
  return (
    <g
      role="button"
      tabIndex={0}
      className={styles.mark}
      aria-label={`${point.letter} ${armTitle(point.label)}: ${percent(point.accuracy)}, ${decimal(point.tokens, 1)} tokens`}
      onClick={press}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press();
      }}
    >
      <line className={styles.interval} x1={at(x)} x2={at(x)} y1={at(bar[0])} y2={at(bar[1])} />
      <circle className={styles.target} cx={at(x)} cy={at(y)} r={14} />
      <circle className={styles.point} cx={at(x)} cy={at(y)} r={5} />
      <text className={styles.letter} x={at(x + 9)} y={at(letterY)}>
        {point.letter}
      </text>
    </g>
  );
}

/** Accuracy against tokens: what is further up and to the left is better. */
export function ParetoChart(report: Report) {
  const [ref, available] = useWidth<HTMLDivElement>();
  const width = Math.min(WIDEST, available);
  const points = pointsOf(report);
  if (points.length === 0) return null;
  const narrow = width < 420;
  const tokens = niceScale([0, ...points.map((point) => point.tokens)], LEFT, width - 16, narrow ? 4 : 6);
  const shares = points.flatMap(({ accuracy, low, high }) => [accuracy, low ?? accuracy, high ?? accuracy].map(clip));
  const accuracy = percentScale(shares, BOTTOM, TOP);
  const placed = placeLetters(
    points.map((point) => [point, tokens.place(point.tokens), accuracy.place(clip(point.accuracy))]),
  );
  const front = paretoFront(points);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        Accuracy in % against tokens. Bars are 95 % intervals; the line joins what no other strategy beats in both:{' '}
        {front.map(({ letter, label }) => `${letter} ${armTitle(label)}`).join(', ')}.
      </figcaption>
      <div ref={ref}>
        {width > 0 && (
          <svg
            className={styles.picture}
            width={width}
            height={HEIGHT}
            role="group"
            aria-label="Accuracy against tokens"
          >
            {tokens.ticks.map((tick) => (
              <g key={tick}>
                <line
                  className={styles.grid}
                  x1={at(tokens.place(tick))}
                  x2={at(tokens.place(tick))}
                  y1={TOP}
                  y2={BOTTOM}
                />
                <text className={styles.tick} x={at(tokens.place(tick))} y={BOTTOM + 18} textAnchor="middle">
                  {decimal(tick, Number.isInteger(tick) ? 0 : 1)}
                </text>
              </g>
            ))}
            {accuracy.ticks.map((tick) => (
              <g key={tick}>
                <line
                  className={styles.grid}
                  x1={LEFT}
                  x2={width - 16}
                  y1={at(accuracy.place(tick))}
                  y2={at(accuracy.place(tick))}
                />
                <text className={styles.tick} x={LEFT - 8} y={at(accuracy.place(tick) + 4)} textAnchor="end">
                  {decimal(tick, Number.isInteger(tick) ? 0 : 1)}
                </text>
              </g>
            ))}
            <polyline
              className={styles.front}
              points={front
                .map((point) => `${at(tokens.place(point.tokens))},${at(accuracy.place(clip(point.accuracy)))}`)
                .join(' ')}
            />
            {placed.map((each) => {
              const { label, accuracy: value, low, high } = each.point;
              const bar = [accuracy.place(clip(low ?? value)), accuracy.place(clip(high ?? value))] as const;
              return <Mark key={label} {...each} bar={bar} />;
            })}
            <text className={styles.tick} x={(LEFT + width - 16) / 2} y={HEIGHT - 6} textAnchor="middle">
              mean tokens per sample, probes included
            </text>
          </svg>
        )}
      </div>
    </figure>
  );
}
