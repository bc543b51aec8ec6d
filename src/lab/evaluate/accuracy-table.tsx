import { letterOf } from '../../evaluation/report/anchors.ts';
import { describeIntervals } from '../../evaluation/report/interval-methods.ts';
import { decimal, percent, range } from '../../evaluation/report/number-format.ts';
import type { Report } from '../../evaluation/report/report.ts';
import { ArmName } from './arm-name.tsx';
import { FigureButton } from './figure-button.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { Table } from './table.tsx';

export function AccuracyTable({ strategies }: Report) {
  const intervals = describeIntervals(strategies.map(({ passAt1 }) => passAt1));
  const rows = strategies.map(({ label, passAt1, samples, tokens, probeTokens, reflections }, index) => ({
    key: label,
    head: <ArmName letter={letterOf(index)} label={label} />,
    cells: [
      <FigureButton key="accuracy" selection={{ kind: 'scored', label }}>
        {percent(passAt1?.value)}
      </FigureButton>,
      range(passAt1?.low, passAt1?.high, percent),
      <IntervalBar key="bar" estimate={passAt1} />,
      <FigureButton key="samples" selection={{ kind: 'strategy', label }}>
        {decimal(samples, 0)}
      </FigureButton>,
      decimal(tokens?.mean, 1),
      decimal(probeTokens?.mean, 1),
      decimal(reflections?.mean, 2),
    ],
  }));
  return (
    <Table
      caption={`Accuracy by strategy, clustered by problem${intervals === '' ? '' : `. Interval: ${intervals}`}`}
      columns={[
        'strategy',
        'accuracy',
        '95 % interval',
        '0 to 100 %',
        'samples',
        'mean tokens',
        'probe tokens',
        'reflections',
      ]}
      rows={rows}
    />
  );
}
