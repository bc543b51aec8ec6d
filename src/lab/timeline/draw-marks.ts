import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';
import type { ChartMarks } from './chart-marks.ts';

/** Heights within a chart, as shares of it: the bias above, entropy and certainty below, the phases at the foot. */
const BIAS_TOP = 0;
const BIAS_MIDDLE = 0.24;
const BIAS_BOTTOM = 0.48;
const PHASE = 0.97;

interface Place {
  readonly context: CanvasRenderingContext2D;
  readonly x: (position: number) => number;
  readonly y: (share: number) => number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly left: number;
  readonly right: number;
}

/** Calls `draw` for what is in view, once per pixel: 32,000 tokens have no more columns than the screen. */
function eachInView<T extends { readonly position: number }>(
  { x, left, right }: Place,
  marks: readonly T[],
  draw: (mark: T, at: number) => void,
): void {
  let lastColumn = -1;
  for (const mark of marks) {
    const at = x(mark.position);
    const column = Math.round(at);
    if (at < left || at > right || column === lastColumn) continue;
    lastColumn = column;
    draw(mark, at);
  }
}

function drawPhases(
  { context, x, y, scale, left, right }: Place,
  thinking: number,
  length: number,
  lane: string,
): void {
  const split = Math.max(left, Math.min(right, x(thinking)));
  const end = Math.max(split, Math.min(right, x(length)));
  context.strokeStyle = lane;
  context.lineWidth = 3 * scale;
  context.setLineDash([2 * scale, 2 * scale]);
  line(context, left, split, y(PHASE));
  context.setLineDash([]);
  line(context, split, end, y(PHASE));
}

function line(context: CanvasRenderingContext2D, from: number, to: number, at: number): void {
  if (to <= from) return;
  context.beginPath();
  context.moveTo(from, at);
  context.lineTo(to, at);
  context.stroke();
}

function drawBans({ context, x, y, scale, left, right }: Place, { bans }: ChartMarks, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = (y(BIAS_BOTTOM) - y(BIAS_MIDDLE)) / 2;
  // Dashes across a thick line make the hatching.
  context.setLineDash([scale, 3 * scale]);
  for (const { position, to } of bans) {
    line(context, Math.max(left, x(position)), Math.min(right, x(to)), y((BIAS_MIDDLE + BIAS_BOTTOM) / 2));
  }
  context.setLineDash([]);
}

function triangle(context: CanvasRenderingContext2D, x: number, tip: number, height: number): void {
  context.beginPath();
  context.moveTo(x - Math.abs(height) * 0.7, tip + height);
  context.lineTo(x, tip);
  context.lineTo(x + Math.abs(height) * 0.7, tip + height);
  context.fill();
}

/** Each stroke ends in the same mark as over the text. */
function drawReflections(place: Place, { reflections }: ChartMarks, colours: ChartColours): void {
  const { context, y, scale } = place;
  context.lineWidth = 1.25 * scale;
  eachInView(place, reflections, ({ bias }, at) => {
    context.strokeStyle = colours.ink;
    context.beginPath();
    context.moveTo(at, y(BIAS_TOP) + 4 * scale);
    context.lineTo(at, y(BIAS_BOTTOM) - 4 * scale);
    context.stroke();
    context.fillStyle = bias === 0 ? colours.ink : bias > 0 ? colours.up : colours.down;
    if (bias > 0) triangle(context, at, y(BIAS_TOP), 7 * scale);
    else if (bias < 0) triangle(context, at, y(BIAS_BOTTOM), -7 * scale);
    else context.fillRect(at - 2 * scale, y(BIAS_TOP) + 2 * scale, 4 * scale, 4 * scale);
  });
}

function drawCorrections(place: Place, { corrections }: ChartMarks, colours: ChartColours): void {
  const { context, y, scale } = place;
  const size = 5 * scale;
  const middle = y(BIAS_MIDDLE);
  context.strokeStyle = colours.corrected;
  context.lineWidth = 1.5 * scale;
  eachInView(place, corrections, ({ of }, at) => {
    context.fillStyle = of === 'logits' ? colours.ground : colours.corrected;
    context.beginPath();
    context.moveTo(at - size, middle);
    context.lineTo(at, middle - size);
    context.lineTo(at + size, middle);
    context.lineTo(at, middle + size);
    context.closePath();
    context.fill();
    context.stroke();
  });
}

function drawProbes(place: Place, { probes }: ChartMarks, colours: ChartColours): void {
  const { context, y, scale } = place;
  context.strokeStyle = colours.probed;
  context.lineWidth = 1.5 * scale;
  eachInView(place, probes, (_, at) => {
    context.fillStyle = colours.ground;
    context.beginPath();
    context.arc(at, y(PHASE) - scale, 3.5 * scale, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

/** Draws the marks of a lane over the lines of its chart. */
export function drawMarks(chart: uPlot, marks: ChartMarks, length: number, colours: ChartColours): void {
  const { ctx: context, bbox } = chart;
  const place: Place = {
    context,
    x: (position) => chart.valToPos(position, 'x', true),
    y: (share) => bbox.top + share * bbox.height,
    scale: devicePixelRatio,
    left: bbox.left,
    right: bbox.left + bbox.width,
  };
  context.save();
  drawBans(place, marks, colours.down);
  drawPhases(place, marks.thinking, length, colours.lane);
  drawReflections(place, marks, colours);
  drawCorrections(place, marks, colours);
  drawProbes(place, marks, colours);
  context.restore();
}
