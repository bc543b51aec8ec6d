import { columnGrid } from './axis.ts';
import { html, type Markup } from './html.ts';
import { at, niceScale } from './scale.ts';

export interface ForestRow {
  readonly letter: string;
  readonly label: string;
  readonly anchor: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly bootstrap: { readonly low: number; readonly high: number } | null;
  /** The figures in words. */
  readonly text: string;
}

export interface Forest {
  readonly id: string;
  readonly title: string;
  readonly axis: string;
  /** The value of no difference. */
  readonly neutral: number;
  readonly rows: readonly ForestRow[];
  readonly tick: (value: number) => string;
}

const WIDTH = 560;
const LEFT = 20;
const RIGHT = 540;
const TOP = 4;
const ROW = 54;
const LABEL_LENGTH = 36;

const shorten = (label: string): string =>
  label.length > LABEL_LENGTH ? `${label.slice(0, LABEL_LENGTH - 1)}…` : label;

/** For each comparison its name and figures, below them a square, a thick line for the interval, a thin one for the bootstrap. */
export function forestPicture({ id, title, axis, neutral, rows, tick }: Forest): Markup {
  const ends = rows.flatMap(({ value, low, high, bootstrap }) => [
    value,
    low ?? value,
    high ?? value,
    bootstrap?.low ?? value,
    bootstrap?.high ?? value,
  ]);
  const scale = niceScale([neutral, ...ends], LEFT, RIGHT, 5);
  const bottom = TOP + rows.length * ROW;
  const line = (low: number, high: number, y: number, name: string): Markup =>
    html`<line class="${name}" x1="${at(scale.place(low))}" x2="${at(scale.place(high))}" y1="${y}" y2="${y}" />`;
  const marks = rows.map(({ letter, label, anchor, value, low, high, bootstrap, text }, index) => {
    const top = TOP + index * ROW;
    const y = top + 34;
    return html`<a href="#${anchor}"
      ><text x="0" y="${top + 18}"><tspan class="letter">${letter}</tspan><tspan dx="8">${shorten(label)}</tspan></text>
      ${low === null || high === null ? html`` : line(low, high, y, 'interval')}${bootstrap ? line(bootstrap.low, bootstrap.high, y + 9, 'thin') : html``}
      <rect class="mark" x="${at(scale.place(value) - 4.5)}" y="${y - 4.5}" width="9" height="9" />
      <text class="value" x="${WIDTH}" y="${top + 18}" text-anchor="end">${text}</text></a
    >`;
  });
  const x = at(scale.place(neutral));
  return html`<svg
    class="picture"
    viewBox="0 0 ${WIDTH} ${bottom + 44}"
    role="group"
    aria-labelledby="${id}-title ${id}-desc"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${rows.map(({ label, text }) => `${label}: ${text}`).join('; ')}</desc>
    ${columnGrid(scale, TOP, bottom, tick)}
    <line class="neutral" x1="${x}" x2="${x}" y1="${TOP}" y2="${bottom}" />
    ${marks}
    <text class="axis" x="${(LEFT + RIGHT) / 2}" y="${bottom + 38}" text-anchor="middle">${axis}</text>
  </svg>`;
}
