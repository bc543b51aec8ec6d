import { useState } from 'react';
import { Fold } from '../app/fold.tsx';
import { SelectField } from '../compare/select-field.tsx';
import { inspection } from '../inspector/inspection.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { laneSeries } from './lane-series.ts';
import { TablePages } from './table-pages.tsx';
import styles from './timeline.module.css';

function figure(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−');
}

/** The lines of the timeline as numbers, a page at a time: for those who cannot see them and for those who want to know. */
export function FiguresTable({ lanes }: { readonly lanes: readonly LaneRun[] }) {
  return (
    <Fold className={styles.details} summary="Figures as a table">
      <Pages lanes={lanes} />
    </Fold>
  );
}

function Pages({ lanes }: { readonly lanes: readonly LaneRun[] }) {
  const [lane, setLane] = useState(0);
  const run = lanes[lane] ?? lanes[0];
  if (!run) return null;
  return (
    <TablePages
      rows={run.records.length}
      noun="tokens"
      renderRows={(from, to) => <Rows lane={lane} run={run} from={from} to={to} />}
    >
      <SelectField
        label="Lane of the table"
        labelHidden
        value={String(lane)}
        options={lanes.map((_, index) => ({ value: String(index), label: `Lane ${laneLetter(index)}` }))}
        onChange={(chosen) => setLane(Number(chosen))}
      />
    </TablePages>
  );
}

interface RowsProps {
  readonly lane: number;
  readonly run: LaneRun;
  readonly from: number;
  readonly to: number;
}

function Rows({ lane, run, from, to }: RowsProps) {
  const { bias, wave, entropy, threshold, change, certainty, suppression } = laneSeries(run);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">position</th>
          <th scope="col">token</th>
          <th scope="col">phase</th>
          <th scope="col">bias, nats</th>
          {wave && <th scope="col">wave, nats</th>}
          <th scope="col">entropy, nats</th>
          {threshold && <th scope="col">threshold, nats</th>}
          <th scope="col">KL(after ‖ before), nats</th>
          <th scope="col">certainty</th>
          <th scope="col">probability of a ban</th>
        </tr>
      </thead>
      <tbody>
        {run.records.slice(from, to).map(({ position, text, phase }) => (
          <tr key={position}>
            <th scope="row">
              <button type="button" onClick={() => inspection.getState().moveTo({ lane, position })}>
                {position}
              </button>
            </th>
            <td>{text.trim()}</td>
            <td>{phase}</td>
            <td>{figure(bias[position])}</td>
            {wave && <td>{figure(wave[position])}</td>}
            <td>{figure(entropy[position])}</td>
            {threshold && <td>{figure(threshold[position])}</td>}
            <td>{figure(change[position])}</td>
            <td>{figure(certainty[position])}</td>
            <td>{figure(suppression[position])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
