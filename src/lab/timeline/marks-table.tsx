import { Fragment, useMemo, useState } from 'react';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { marksOf } from './marks.ts';
import styles from './timeline.module.css';

interface MarksTableProps {
  readonly lanes: readonly LaneRun[];
  readonly reflectionIds: ReadonlySet<number>;
}

/** The picture in words, for those who cannot see it and for those who want the numbers. */
export function MarksTable({ lanes, reflectionIds }: MarksTableProps) {
  const [open, setOpen] = useState(false);
  const marks = useMemo(
    () => lanes.map((lane) => marksOf(lane.records, lane.end, reflectionIds)),
    [lanes, reflectionIds],
  );
  if (marks.every((lane) => lane.length === 0)) return null;
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Marks as a table</summary>
      {open && (
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
            {lanes.map((lane, index) => (
              <Fragment key={lane.runId}>
                {marks[index]?.map(({ position, sign, words }) => (
                  <tr key={`${position} ${words}`}>
                    <td>{laneLetter(index)}</td>
                    <td>{position}</td>
                    <td>{lane.records[position]?.text.trim() ?? ''}</td>
                    <td>
                      <span aria-hidden="true">{sign} </span>
                      {words}
                    </td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
