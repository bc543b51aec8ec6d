import UPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';
import { ENTROPY_SCALE } from './entropy-scale.ts';
import type { LaneSeries } from './lane-series.ts';
import type { TokenRange } from './timeline-range.ts';

/** uPlot has gaps at null. */
function gapped(values: Float64Array | null, change: (value: number) => number = (value) => value): (number | null)[] {
  return Array.from(values ?? [], (value) => (Number.isNaN(value) ? null : change(value)));
}

/** Larger values stand at the edge. */
function held(nats: number): number {
  return Math.min(ENTROPY_SCALE, nats);
}

/** The columns of a chart, in the order of its series. */
export function chartData(series: LaneSeries): UPlot.AlignedData {
  return [
    series.position,
    gapped(series.bias, (value) => Math.max(0, value)),
    gapped(series.bias, (value) => Math.min(0, value)),
    gapped(series.wave),
    gapped(series.entropy, held),
    gapped(series.threshold, held),
    gapped(series.certainty),
    gapped(series.suppression),
  ];
}

/** A shorter drag is a click, in pixels. */
export const SHORTEST_BRUSH = 4;

interface ChartSurroundings {
  readonly colours: ChartColours;
  /** The bias at the upper edge, nats. */
  readonly biasScale: number;
  readonly shown: () => TokenRange;
  readonly draw: (chart: UPlot) => void;
  readonly onBrush: (range: TokenRange) => void;
}

function line(scale: string, stroke: string, more: Partial<UPlot.Series> = {}): UPlot.Series {
  return { scale, stroke, width: 1, points: { show: false }, ...more };
}

/** Bias in the upper half of a chart; entropy in nats and probabilities from 0 to 1 in the lower. */
export function chartOptions({
  colours,
  biasScale,
  shown,
  draw,
  onBrush,
}: ChartSurroundings): Omit<UPlot.Options, 'width' | 'height'> {
  // What a probe found holds until the next.
  const stepped = UPlot.paths.stepped?.({ align: 1 });
  return {
    legend: { show: false },
    padding: [0, 0, 0, 0],
    cursor: { x: false, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: false, range: () => [shown().from, shown().to] },
      bias: { range: [-3.1 * biasScale, 1.02 * biasScale] },
      nats: { range: [-0.25, 2.1 * ENTROPY_SCALE] },
      share: { range: [-1 / 12, 2.1] },
    },
    axes: [{ show: false }],
    series: [
      {},
      line('bias', colours.up, { width: 0, fill: colours.up, alpha: 0.6 }),
      line('bias', colours.down, { width: 0, fill: colours.down, alpha: 0.6 }),
      line('bias', colours.edge, { dash: [2, 3] }),
      line('nats', colours.spread),
      line('nats', colours.ink, { dash: [5, 3] }),
      line('share', colours.probed, { width: 1.5, ...(stepped && { paths: stepped }) }),
      line('share', colours.probed, { dash: [2, 2], ...(stepped && { paths: stepped }) }),
    ],
    hooks: {
      draw: [draw],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < SHORTEST_BRUSH) return;
          onBrush({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
