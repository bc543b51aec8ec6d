import { letterOf } from '../../evaluation/report/anchors.ts';
import { decimal } from '../../evaluation/report/number-format.ts';
import { compareNaturally } from '../../evaluation/report/order.ts';
import { CHANGE_KINDS, CHANGES, endInWords } from '../../evaluation/report/render-endings.ts';
import type { Report } from '../../evaluation/report/report.ts';
import { VERDICTS } from '../../evaluation/sample.ts';
import { ArmName } from './arm-name.tsx';
import { FigureButton } from './figure-button.tsx';
import { Table } from './table.tsx';

export function EndingsTable({ strategies }: Report) {
  const ends = [...new Set(strategies.flatMap((strategy) => Object.keys(strategy.ends)))].toSorted(compareNaturally);
  const rows = strategies.map((strategy, index) => {
    const { label, verdicts, looping } = strategy;
    return {
      key: label,
      head: <ArmName letter={letterOf(index)} label={label} />,
      cells: [
        ...VERDICTS.map((verdict) => (
          <FigureButton key={verdict} selection={{ kind: 'verdict', label, verdict }}>
            {decimal(verdicts[verdict], 0)}
          </FigureButton>
        )),
        ...ends.map((end) => (
          <FigureButton key={end} selection={{ kind: 'end', label, end }}>
            {decimal(strategy.ends[end] ?? 0, 0)}
          </FigureButton>
        )),
        <FigureButton key="looping" selection={{ kind: 'looping', label }}>
          {decimal(looping, 0)}
        </FigureButton>,
      ],
    };
  });
  return (
    <Table
      caption="Samples by verdict, and by reason of the end"
      columns={['strategy', ...VERDICTS, ...ends.map((end) => `ended: ${endInWords(end)}`), 'looping']}
      rows={rows}
    />
  );
}

export function ChangesTable({ strategies }: Report) {
  const rows = strategies.map(({ label, changes }, index) => ({
    key: label,
    head: <ArmName letter={letterOf(index)} label={label} />,
    cells: [
      <FigureButton key="all" selection={{ kind: 'change', label, change: null }}>
        {decimal(changes.withCandidate, 0)}
      </FigureButton>,
      ...CHANGE_KINDS.map((change) => (
        <FigureButton key={change} selection={{ kind: 'change', label, change }}>
          {decimal(changes[change], 0)}
        </FigureButton>
      )),
    ],
  }));
  return (
    <Table
      caption="From the first answer to the last"
      columns={['strategy', 'with a first answer', ...CHANGE_KINDS.map((change) => CHANGES[change])]}
      rows={rows}
    />
  );
}
