import { useMemo } from 'react';
import { useWidth } from '../app/use-width.ts';
import { inspectedToken, inspection, useInspection, type TokenRef } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { positionBias } from '../session/token-bias.ts';
import { axisTicks } from './axis-ticks.ts';
import { TimelineRow } from './timeline-row.tsx';
import styles from './timeline.module.css';

interface TimelineProps {
  readonly lanes: readonly LaneRun[];
  readonly partings: readonly (number | null)[];
  readonly reflectionIds: ReadonlySet<number>;
  readonly offered: TokenRef | null;
}

const ROW_HEIGHT = 54;
const LEFT = 56;
const RIGHT = 12;
const AXIS_HEIGHT = 22;
/** The bias axis keeps this scale until a bias needs more; it is the same in all rows. */
const SMALLEST_SCALE = 5;
const TICK_SPACING = 80;

/** The biases and the marks of all lanes over one token axis. The text carries the keyboard cursor; this follows it. */
export function Timeline({ lanes, partings, reflectionIds, offered }: TimelineProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const cursor = useInspection((state) => state.cursor);
  const hover = useInspection((state) => state.hover);
  const pinned = useInspection((state) => state.pinned);
  const { hoverOver, pin } = inspection.getState();
  const token = inspectedToken({ cursor, hover, pinned }, offered);

  const length = Math.max(1, ...lanes.map((lane) => lane.records.length));
  const scale = useMemo(() => biasScale(lanes), [lanes]);
  const room = Math.max(0, width - LEFT - RIGHT);
  const x = (position: number): number => LEFT + (position / length) * room;
  const height = lanes.length * ROW_HEIGHT + AXIS_HEIGHT;
  const parting = partings[0] ?? null;

  function tokenUnder(clientX: number, clientY: number, box: DOMRect): TokenRef | null {
    const lane = Math.floor((clientY - box.top) / ROW_HEIGHT);
    const count = lanes[lane]?.records.length ?? 0;
    if (count === 0 || room === 0) return null;
    const position = Math.round(((clientX - box.left - LEFT) / room) * length);
    return { lane, position: Math.max(0, Math.min(count - 1, position)) };
  }

  return (
    <section className={styles.timeline} aria-label="Timeline" data-lanes={lanes.length}>
      <h2 className={styles.heading}>Bias in nats and the marks, over the token axis</h2>
      <div
        ref={ref}
        // For the pointer only: the keyboard has the same cursor in the text.
        role="presentation"
        className={styles.frame}
        onPointerMove={(event) =>
          hoverOver(tokenUnder(event.clientX, event.clientY, event.currentTarget.getBoundingClientRect()))
        }
        onPointerLeave={() => hoverOver(null)}
        onClick={(event) => {
          const under = tokenUnder(event.clientX, event.clientY, event.currentTarget.getBoundingClientRect());
          if (under) pin(under);
        }}
      >
        <svg role="img" aria-label={describe(lanes, parting)} width={width} height={height} className={styles.picture}>
          {lanes.map((lane, index) => (
            <TimelineRow
              key={lane.runId}
              lane={index}
              run={lane}
              top={index * ROW_HEIGHT}
              left={LEFT}
              right={width - RIGHT}
              length={length}
              scale={scale}
              reflectionIds={reflectionIds}
            />
          ))}
          {parting !== null && (
            <line className={styles.parting} x1={x(parting)} x2={x(parting)} y1={0} y2={lanes.length * ROW_HEIGHT} />
          )}
          {token && (
            <line
              className={styles.cursor}
              x1={x(token.position)}
              x2={x(token.position)}
              y1={0}
              y2={lanes.length * ROW_HEIGHT}
            />
          )}
          {axisTicks(length, room / TICK_SPACING).map((tick) => (
            <text key={tick} className={styles.tick} x={x(tick)} y={height - 6} textAnchor="middle">
              {tick}
            </text>
          ))}
        </svg>
      </div>
    </section>
  );
}

function biasScale(lanes: readonly LaneRun[]): number {
  let largest = SMALLEST_SCALE;
  for (const lane of lanes) {
    for (const record of lane.records) {
      largest = Math.max(largest, Math.abs(positionBias(record)));
    }
  }
  return Math.ceil(largest);
}

function describe(lanes: readonly LaneRun[], parting: number | null): string {
  const lengths = lanes.map((lane) => `${lane.records.length}`).join(' and ');
  const parts = parting === null ? '' : ` They part at token ${parting}.`;
  return `Timeline of lanes with ${lengths} tokens.${parts} What is marked on them is in the table below.`;
}
