import { useEffect, useLayoutEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { isOver, type LaneRun } from '../session/lane-run.ts';
import { chartColours } from './chart-colours.ts';
import { chartMarks } from './chart-marks.ts';
import { chartData, chartOptions } from './chart-options.ts';
import { drawMarks } from './draw-marks.ts';
import { laneSeries } from './lane-series.ts';
import styles from './timeline.module.css';
import type { TokenRange } from './timeline-range.ts';

interface LaneChartProps {
  readonly run: LaneRun;
  readonly reflectionIds: ReadonlySet<number>;
  readonly width: number;
  readonly height: number;
  readonly biasScale: number;
  readonly shown: TokenRange;
  readonly onBrush: (range: TokenRange) => void;
}

/** While tokens stream in, a chart is drawn anew this often at most: drawing takes time from the model. */
const REDRAW_MILLISECONDS = 300;

/** The lines and marks of one lane on a canvas; another theme needs another one. What it shows is said in words by the tables below the timeline. */
export function LaneChart({ run, reflectionIds, width, height, biasScale, shown, onBrush }: LaneChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  /** What the chart's own callbacks read: they outlive a rendering. */
  const latest = useRef({ run, reflectionIds, shown, onBrush });
  useLayoutEffect(() => {
    latest.current = { run, reflectionIds, shown, onBrush };
  });

  useEffect(() => {
    const element = frame.current;
    if (!element || width <= 0) return () => undefined;
    const colours = chartColours(element);
    const options = chartOptions({
      colours,
      biasScale,
      shown: () => latest.current.shown,
      draw: (drawn) => {
        const { run: now, reflectionIds: ids } = latest.current;
        drawMarks(drawn, chartMarks(now.records, ids), now.records.length, colours);
      },
      onBrush: (range) => latest.current.onBrush(range),
    });
    const created = new UPlot({ ...options, width, height }, chartData(laneSeries(latest.current.run)), element);
    chart.current = created;
    return () => {
      created.destroy();
      chart.current = null;
    };
  }, [width, height, biasScale]);

  const over = isOver(run);
  const drawnAt = useRef(0);
  useEffect(() => {
    const wait = over ? 0 : Math.max(0, drawnAt.current + REDRAW_MILLISECONDS - performance.now());
    const timer = setTimeout(() => {
      drawnAt.current = performance.now();
      chart.current?.setData(chartData(laneSeries(run)));
    }, wait);
    return () => clearTimeout(timer);
  }, [run, over]);

  const { from, to } = shown;
  useEffect(() => {
    chart.current?.setScale('x', { min: from, max: to });
  }, [from, to]);

  return <div ref={frame} className={styles.chart} />;
}
