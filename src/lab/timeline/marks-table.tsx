import { useMemo } from 'react';
import { Fold } from '../app/fold.tsx';
import { inspection } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { idsOfLane } from '../session/reflection-ids.ts';
import { marksOf, type Mark } from './marks.ts';
import { TablePages } from './table-pages.tsx';
import styles from './timeline.module.css';

interface MarksTableProps {
  readonly lanes: readonly LaneRun[];
  readonly reflectionIds: ReadonlySet<number>;
}

interface LaneMark extends Mark {
  readonly lane: number;
}

/** The picture in words, for those who cannot see it and for those who want the numbers. */
export function MarksTable({ lanes, reflectionIds }: MarksTableProps) {
  const none = lanes.every((run) => marksOf(run.records, run.end, idsOfLane(reflectionIds, run)).length === 0);
  if (none) return null;
  return (
    <Fold className={styles.details} summary="Marks as a table">
      <Pages lanes={lanes} reflectionIds={reflectionIds} />
    </Fold>
  );
}

function Pages({ lanes, reflectionIds }: MarksTableProps) {
  const marks = useMemo(
    () =>
      lanes.flatMap((run, lane) =>
        marksOf(run.records, run.end, idsOfLane(reflectionIds, run)).map((mark): LaneMark => ({ ...mark, lane })),
      ),
    [lanes, reflectionIds],
  );
  return (
    <TablePages
      rows={marks.length}
      noun="marks"
      renderRows={(from, to) => <Rows marks={marks.slice(from, to)} lanes={lanes} />}
    />
  );
}

function Rows({ marks, lanes }: { readonly marks: readonly LaneMark[]; readonly lanes: readonly LaneRun[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">lane</th>
          <th scope="col">position</th>
          <th scope="col">token</th>
          <th scope="col">mark</th>
        </tr>
      </thead>
      <tbody>
        {marks.map(({ lane, position, sign, words }) => (
          <tr key={`${lane} ${position} ${words}`}>
            <td>{laneLetter(lane)}</td>
            <th scope="row">
              <Position lane={lane} position={position} length={lanes[lane]?.records.length ?? 0} />
            </th>
            <td>{lanes[lane]?.records[position]?.text.trim() ?? ''}</td>
            <td>
              <span aria-hidden="true">{sign} </span>
              {words}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Leads to the token; what ended the run stands behind the last one. */
function Position({ lane, position, length }: Pick<LaneMark, 'lane' | 'position'> & { readonly length: number }) {
  if (position >= length) return position;
  return (
    <button type="button" onClick={() => inspection.getState().moveTo({ lane, position })}>
      {position}
    </button>
  );
}
