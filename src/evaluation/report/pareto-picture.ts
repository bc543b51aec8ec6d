import { columnGrid, rowGrid } from './axis.ts';
import { html, NOTHING, type Markup } from './html.ts';
import { decimal, percent } from './number-format.ts';
import { at, niceScale, percentScale } from './scale.ts';

export interface ParetoPoint {
  readonly letter: string;
  readonly label: string;
  readonly anchor: string;
  readonly tokens: number;
  readonly accuracy: number;
  readonly low: number | null;
  readonly high: number | null;
}

const WIDTH = 560;
const LEFT = 56;
const RIGHT = 540;
const TOP = 16;
const BOTTOM = 250;
const LETTER_HEIGHT = 17;

const writeTick = (value: number): string => decimal(value, Number.isInteger(value) ? 0 : 1);

/** Those that no other beats in one of tokens and accuracy without losing in the other, from few tokens to many. */
export function paretoFront(points: readonly ParetoPoint[]): ParetoPoint[] {
  const beats = (a: ParetoPoint, b: ParetoPoint): boolean =>
    a.tokens <= b.tokens && a.accuracy >= b.accuracy && (a.tokens < b.tokens || a.accuracy > b.accuracy);
  return points.filter((point) => !points.some((other) => beats(other, point))).toSorted((a, b) => a.tokens - b.tokens);
}

export interface PlacedPoint {
  readonly point: ParetoPoint;
  readonly x: number;
  readonly y: number;
  readonly letterY: number;
}

/** Letters beside their points, from the top down, each below those it would cover. */
export function placeLetters(points: readonly (readonly [ParetoPoint, number, number])[]): PlacedPoint[] {
  const placed: PlacedPoint[] = [];
  for (const [point, x, y] of points.toSorted(([, , a], [, , b]) => a - b)) {
    let letterY = y - 8;
    for (const other of placed) {
      if (Math.abs(other.x - x) < 20) letterY = Math.max(letterY, other.letterY + LETTER_HEIGHT);
    }
    placed.push({ point, x, y, letterY });
  }
  return placed;
}

export function paretoPicture(points: readonly ParetoPoint[]): Markup {
  if (points.length === 0) return NOTHING;
  const tokens = niceScale([0, ...points.map((point) => point.tokens)], LEFT, RIGHT);
  const shares = points.flatMap(({ accuracy, low, high }) => [
    accuracy,
    Math.max(0, low ?? accuracy),
    Math.min(1, high ?? accuracy),
  ]);
  const accuracy = percentScale(
    shares.map((share) => 100 * share),
    BOTTOM,
    TOP,
  );
  const clip = (share: number): number => accuracy.place(100 * Math.min(1, Math.max(0, share)));
  const placed = placeLetters(points.map((point) => [point, tokens.place(point.tokens), clip(point.accuracy)]));
  const front = paretoFront(points).map((point) => `${at(tokens.place(point.tokens))},${at(clip(point.accuracy))}`);
  const marks = placed.map(({ point, x, y, letterY }) => {
    const { low, high } = point;
    const bar =
      low === null || high === null
        ? NOTHING
        : html`<line class="thin" x1="${at(x)}" x2="${at(x)}" y1="${at(clip(low))}" y2="${at(clip(high))}" />`;
    return html`<a href="#${point.anchor}"
      >${bar}<circle class="mark" cx="${at(x)}" cy="${at(y)}" r="5" /><text
        class="letter"
        x="${at(x + 9)}"
        y="${at(letterY)}"
        >${point.letter}</text
      ></a
    > `;
  });
  const words = points.map((point) => `${point.label}: ${percent(point.accuracy)}, ${decimal(point.tokens, 1)} tokens`);
  return html`<svg
    class="picture"
    viewBox="0 0 ${WIDTH} ${BOTTOM + 52}"
    role="group"
    aria-labelledby="pareto-title pareto-desc"
  >
    <title id="pareto-title">Accuracy against tokens</title>
    <desc id="pareto-desc">
      ${words.join('; ')}. Not beaten in both:
      ${paretoFront(points)
        .map(({ label }) => label)
        .join(', ')}.
    </desc>
    ${columnGrid(tokens, TOP, BOTTOM, writeTick)}${rowGrid(accuracy, LEFT, RIGHT, writeTick)}
    <polyline class="front" points="${front.join(' ')}" />
    ${marks}
    <text class="axis" x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 44}" text-anchor="middle">
      tokens per sample, probes included (mean)
    </text>
    <text class="axis" transform="translate(14 ${(TOP + BOTTOM) / 2}) rotate(-90)" text-anchor="middle">pass@1, %</text>
  </svg>`;
}
