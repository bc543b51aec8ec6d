import type { TokenRecord } from '../../decoding/trace.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { positionBias } from '../session/token-bias.ts';
import { axisTicks } from '../timeline/axis-ticks.ts';
import { biasScaleOf } from '../timeline/bias-scale.ts';
import { ENTROPY_SCALE } from '../timeline/entropy-scale.ts';
import type { SavedRun } from './saved-run.ts';

/** Pixels of the whole picture, and of its parts. */
const WIDTH = 960;
const LEFT = 64;
const RIGHT = 24;
const TOP = 56;
const ROW = 132;
const PLOT = 88;
const FOOT = 56;

/** As in the light theme of the page. */
const INK = '#1c1e21';
const MUTED = '#5a5d63';
const RULE = '#dedad0';
const COLOURS = { entropy: '#1d4372', up: '#b35806', down: '#5e3c99', reflection: '#1c1e21', phase: '#8b8a84' };

/** Text from a run stands in the picture: nothing in it may become markup, or a character that XML forbids. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

function label(x: number, y: number, text: string, more: Attributes = {}): string {
  return element('text', { x, y, fill: MUTED, 'font-size': 12, ...more }, escaped(text));
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** One value per position, closed along zero. */
function areaPath(values: readonly number[], x: (position: number) => number, y: (value: number) => number): string {
  if (values.every((value) => value === 0)) return '';
  const points = values.map((value, position) => `L${x(position).toFixed(1)} ${y(value).toFixed(1)}`);
  return `M${x(0).toFixed(1)} ${y(0).toFixed(1)}${points.join('')}L${x(values.length - 1).toFixed(1)} ${y(0).toFixed(1)}Z`;
}

/** A line through the values that there are; forced tokens have no entropy and leave a gap. */
function linePath(
  records: readonly TokenRecord[],
  x: (position: number) => number,
  y: (entropy: number) => number,
): string {
  let drawing = false;
  return records
    .map(({ position, statistics }) => {
      if (!statistics) {
        drawing = false;
        return '';
      }
      const point = `${drawing ? 'L' : 'M'}${x(position).toFixed(1)} ${y(statistics.entropy[1]).toFixed(1)}`;
      drawing = true;
      return point;
    })
    .join('');
}

interface Row {
  readonly letter: string;
  readonly title: string;
  readonly records: readonly TokenRecord[];
  readonly reflectionIds: ReadonlySet<number>;
  readonly top: number;
  readonly x: (position: number) => number;
  /** The bias at the upper edge, nats. */
  readonly biasScale: number;
}

function row({ letter, title, records, reflectionIds, top, x, biasScale }: Row): string {
  const bottom = top + PLOT;
  const middle = top + PLOT / 2;
  const entropyAt = (value: number): number => bottom - (clamp(value, 0, ENTROPY_SCALE) / ENTROPY_SCALE) * PLOT;
  const biasAt = (value: number): number => middle - (clamp(value, -biasScale, biasScale) / biasScale) * (PLOT / 2);
  const biases = records.map(positionBias);
  const thinking = records.filter(({ phase }) => phase === 'thinking').length;
  const reflections = records.filter(({ id, phase }) => phase === 'thinking' && reflectionIds.has(id));
  const right = WIDTH - RIGHT;
  return element(
    'g',
    {},
    label(0, top + 12, letter, { fill: INK, 'font-size': 16, 'font-weight': 600 }),
    label(LEFT, top - 8, title),
    label(LEFT - 8, top + 9, String(ENTROPY_SCALE), { 'text-anchor': 'end' }),
    label(LEFT - 8, bottom, '0', { 'text-anchor': 'end' }),
    element('path', {
      d: `M${LEFT} ${bottom}H${right}M${LEFT} ${middle}H${right}M${LEFT} ${top}H${right}`,
      stroke: RULE,
    }),
    element('path', {
      d: areaPath(
        biases.map((bias) => Math.max(0, bias)),
        x,
        biasAt,
      ),
      fill: COLOURS.up,
      'fill-opacity': 0.45,
    }),
    element('path', {
      d: areaPath(
        biases.map((bias) => Math.min(0, bias)),
        x,
        biasAt,
      ),
      fill: COLOURS.down,
      'fill-opacity': 0.45,
    }),
    element('path', {
      d: linePath(records, x, entropyAt),
      fill: 'none',
      stroke: COLOURS.entropy,
      'stroke-width': 1.25,
    }),
    ...reflections.map(({ position }) =>
      element('path', { d: `M${x(position).toFixed(1)} ${top - 2}v-5`, stroke: COLOURS.reflection, 'stroke-width': 2 }),
    ),
    element('rect', { x: LEFT, y: bottom + 4, width: x(thinking) - LEFT, height: 5, fill: COLOURS.phase }),
    element('rect', {
      x: x(thinking),
      y: bottom + 4,
      width: x(records.length) - x(thinking),
      height: 5,
      fill: 'none',
      stroke: COLOURS.phase,
    }),
  );
}

function titleOf({ trace: { header, records } }: SavedRun['lanes'][number]): string {
  return `${header.strategies.map(({ id }) => id).join(' + ')}, ${records.length} tokens`;
}

/** The course of a run as an SVG picture: entropy, bias, reflection tokens and phases of every lane on one token axis. */
export function chartSvg({
  prompt,
  lanes,
  reflectionIds,
}: Pick<SavedRun, 'prompt' | 'lanes' | 'reflectionIds'>): string {
  const length = Math.max(1, ...lanes.map(({ trace }) => trace.records.length));
  const x = (position: number): number => LEFT + (position / length) * (WIDTH - LEFT - RIGHT);
  const height = TOP + lanes.length * ROW + FOOT;
  const axis = TOP + lanes.length * ROW + 4;
  const ids = new Set(reflectionIds);
  const biasScale = biasScaleOf(lanes.map(({ trace }) => trace));
  const short = prompt.length > 110 ? `${prompt.slice(0, 109)}…` : prompt;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'font-family': 'system-ui, sans-serif',
    },
    element('title', {}, escaped(`Course of the lanes: ${short}`)),
    element('rect', { width: WIDTH, height, fill: '#ffffff' }),
    label(LEFT, 22, short, { fill: INK, 'font-size': 14 }),
    ...lanes.map((lane, index) =>
      row({
        letter: laneLetter(index),
        title: titleOf(lane),
        records: lane.trace.records,
        reflectionIds: lane.trace.header.reflectionIds ? new Set(lane.trace.header.reflectionIds) : ids,
        top: TOP + index * ROW,
        x,
        biasScale,
      }),
    ),
    ...axisTicks({ from: 0, to: length }, 8).map((position) =>
      label(x(position), axis, String(position), { 'text-anchor': 'middle' }),
    ),
    label(LEFT, axis + 24, `Line: entropy after the strategies, 0 to ${ENTROPY_SCALE} nats and above`, {
      fill: COLOURS.entropy,
    }),
    label(LEFT + 360, axis + 24, `Areas: bias, −${biasScale} to +${biasScale} nats`, { fill: COLOURS.up }),
    label(LEFT + 580, axis + 24, 'Strokes: reflection tokens', { fill: COLOURS.reflection }),
    label(LEFT, axis + 42, 'Band: thinking, then answer. Axis: token.'),
  );
}
