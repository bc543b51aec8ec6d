import { Fragment, useState } from 'react';
import type { TokenRecord } from '../../decoding/trace.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { biasOn, formatBias, positionBias } from '../session/token-bias.ts';
import styles from './timeline.module.css';

interface ReflectionTableProps {
  readonly lanes: readonly LaneRun[];
  readonly reflectionIds: ReadonlySet<number>;
}

function isReflection(record: TokenRecord, reflectionIds: ReadonlySet<number>): boolean {
  return record.phase === 'thinking' && reflectionIds.has(record.id);
}

/** The picture in words, for those who cannot see it and for those who want the numbers. */
export function ReflectionTable({ lanes, reflectionIds }: ReflectionTableProps) {
  const [open, setOpen] = useState(false);
  const any = lanes.some((lane) => lane.records.some((record) => isReflection(record, reflectionIds)));
  if (!any) return null;
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Reflection tokens as a table</summary>
      {open && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">lane</th>
              <th scope="col">position</th>
              <th scope="col">token</th>
              <th scope="col">bias on it</th>
              <th scope="col">bias at the position</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map((lane, index) => (
              <Fragment key={lane.runId}>
                {lane.records
                  .filter((record) => isReflection(record, reflectionIds))
                  .map((record) => (
                    <tr key={record.position}>
                      <td>{laneLetter(index)}</td>
                      <td>{record.position}</td>
                      <td>{record.text.trim()}</td>
                      <td>{formatOrNone(biasOn(record, record.id))}</td>
                      <td>{formatOrNone(positionBias(record))}</td>
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

function formatOrNone(bias: number): string {
  return bias === 0 ? 'none' : formatBias(bias);
}
