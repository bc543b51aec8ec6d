import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { useTheme } from '../app/theme.ts';
import { useMedia } from '../app/use-media.ts';
import { useWidth } from '../app/use-width.ts';
import { inspectedToken, inspection, useInspection, type TokenRef } from '../inspector/inspection.ts';
import { isOver, type LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { idsOfLane } from '../session/reflection-ids.ts';
import { alignLanes } from '../tokens/lane-scroll.ts';
import { axisTicks } from './axis-ticks.ts';
import { biasScaleOf } from './bias-scale.ts';
import { ENTROPY_SCALE } from './entropy-scale.ts';
import { SHORTEST_BRUSH } from './chart-options.ts';
import { LaneChart } from './lane-chart.tsx';
import { LinesLegend } from './lines-legend.tsx';
import { TextBand } from './text-band.tsx';
import styles from './timeline.module.css';
import { heldRange, rangeWith, timelineRange, useTimelineRange, type TokenRange } from './timeline-range.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

interface TimelineProps {
  readonly lanes: readonly LaneRun[];
  readonly partings: readonly (number | null)[];
  readonly reflectionIds: ReadonlySet<number>;
  readonly offered: TokenRef | null;
}

const ROW_HEIGHT = 56;
const TICK_SPACING = 80;

/** What happened along the tokens of all lanes, over one axis. The text carries the keyboard cursor; this follows it, and leads it. */
export function Timeline({ lanes, partings, reflectionIds, offered }: TimelineProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const range = useTimelineRange();
  const pressedAt = useRef(0);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const theme = useTheme((state) => state.theme);
  const cursor = useInspection((state) => state.cursor);
  const hover = useInspection((state) => state.hover);
  const pinned = useInspection((state) => state.pinned);
  const token = inspectedToken({ cursor, hover, pinned }, offered);
  const length = axisLength(lanes);
  const shown = useMemo(() => range ?? { from: 0, to: length }, [range, length]);
  const biasScale = biasScaleOf(lanes);
  const share = (position: number): string => `${((position - shown.from) / (shown.to - shown.from)) * 100}%`;
  const inView = (position: number): boolean => position >= shown.from && position <= shown.to;
  const parting = partings[0] ?? null;

  // A cursor that leaves the stretch takes it along.
  useEffect(() => {
    const { range: now } = timelineRange.getState();
    if (cursor && now) timelineRange.setState({ range: rangeWith(now, cursor.position, length) });
  }, [cursor, length]);

  return (
    <section className={styles.timeline} aria-label="Timeline" data-lanes={lanes.length}>
      <div className={styles.top}>
        <h2 className={styles.heading}>Timeline, over the token axis</h2>
        <LinesLegend lanes={lanes} biasScale={biasScale} />
        <ZoomButtons length={length} shown={shown} whole={range === null} />
      </div>
      <div role="figure" aria-label={describe(lanes, parting, range)} className={styles.rows}>
        {lanes.map((run, lane) => (
          <div key={run.runId} className={styles.row} data-lane={laneLetter(lane)}>
            <span className={styles.letter}>{laneLetter(lane)}</span>
            <span className={styles.scales} aria-hidden="true">
              <span>±{biasScale}</span>
              <span>{ENTROPY_SCALE}</span>
              <span>0</span>
            </span>
            <div
              ref={lane === 0 ? ref : undefined}
              // For the pointer only: the keyboard has the same cursor in the text, and buttons to zoom.
              role="presentation"
              className={styles.plot}
              onPointerDown={(event) => {
                pressedAt.current = event.clientX;
              }}
              onPointerMove={(event) => inspection.getState().hoverOver(tokenUnder(event, lane, run, shown))}
              onPointerLeave={() => inspection.getState().hoverOver(null)}
              onClick={(event) => {
                // Who has brushed has not asked for a token.
                if (Math.abs(event.clientX - pressedAt.current) >= SHORTEST_BRUSH) return;
                const under = tokenUnder(event, lane, run, shown);
                if (under) inspection.getState().pin(under);
              }}
            >
              <LaneChart
                key={`${theme} ${dark} ${reflectionIds.size}`}
                run={run}
                reflectionIds={idsOfLane(reflectionIds, run)}
                width={width}
                height={ROW_HEIGHT}
                biasScale={biasScale}
                shown={shown}
                onBrush={(brushed) => brush(brushed, length)}
              />
              <TextBand lane={lane} length={run.records.length} shown={shown} />
              {parting !== null && inView(parting) && (
                <span className={styles.parting} style={{ insetInlineStart: share(parting) }} />
              )}
              {token && inView(token.position) && (
                <span className={styles.cursor} style={{ insetInlineStart: share(token.position) }} />
              )}
            </div>
          </div>
        ))}
        <div className={styles.axis} aria-hidden="true">
          {axisTicks(shown, width / TICK_SPACING).map((tick) => (
            <span key={tick} style={{ insetInlineStart: share(tick) }}>
              {tick}
            </span>
          ))}
        </div>
      </div>
    </section>
  );
}

/** Shows the stretch and brings the text to its beginning. */
function brush(brushed: TokenRange, length: number): void {
  timelineRange.setState({ range: heldRange(brushed, length) });
  alignLanes(Math.max(0, Math.round(brushed.from)));
}

function tokenUnder(
  { clientX, currentTarget }: Pick<PointerEvent, 'clientX' | 'currentTarget'>,
  lane: number,
  { records }: LaneRun,
  { from, to }: TokenRange,
): TokenRef | null {
  const box = currentTarget.getBoundingClientRect();
  if (records.length === 0 || box.width === 0) return null;
  const position = Math.round(from + ((clientX - box.left) / box.width) * (to - from));
  return { lane, position: Math.max(0, Math.min(records.length - 1, position)) };
}

/** While tokens come, the axis is a little longer than they are, so that it need not be drawn anew with each. */
function axisLength(lanes: readonly LaneRun[]): number {
  const length = Math.max(8, ...lanes.map((lane) => lane.records.length));
  return lanes.every(isOver) ? length : Math.ceil(2 ** (Math.ceil(Math.log2(length) * 4) / 4));
}

function describe(lanes: readonly LaneRun[], parting: number | null, range: TokenRange | null): string {
  const lengths = lanes.map((lane) => `${lane.records.length}`).join(' and ');
  const parts = parting === null ? '' : ` They part at token ${parting}.`;
  const shown = range ? ` Tokens ${Math.round(range.from)} to ${Math.round(range.to)} are shown.` : '';
  return `Lanes with ${lengths} tokens.${parts}${shown} The figures and the marks are in the tables below.`;
}
