import { letterOf } from '../../evaluation/report/anchors.ts';
import { describeIntervals } from '../../evaluation/report/interval-methods.ts';
import { decimal, interval, pValue, range, signed } from '../../evaluation/report/number-format.ts';
import type { Comparison, Report } from '../../evaluation/report/report.ts';
import type { Estimate } from '../../evaluation/statistics/estimate.ts';
import { ArmName } from './arm-name.tsx';
import { armTitle } from './arm-title.ts';
import { FigureButton } from './figure-button.tsx';
import { Table } from './table.tsx';

const points = (share: number): string => signed(100 * share, 1);
const multiple = (value: number): string => decimal(value, 2);

function ratioText(ratio: Estimate | null | undefined): string {
  return ratio ? `× ${multiple(ratio.value)} ${interval(ratio, multiple)}` : '–';
}

/** Counts of pairs that one side alone has right, where the test is exact: one sample per problem. */
function OnlyOneRight({ strategy: label, mcnemar }: Comparison) {
  if (!mcnemar) return '–';
  return (
    <>
      <FigureButton selection={{ kind: 'pairs', label, right: 'strategy' }}>{mcnemar.oursOnly}</FigureButton>
      {' : '}
      <FigureButton selection={{ kind: 'pairs', label, right: 'baseline' }}>{mcnemar.baselineOnly}</FigureButton>
    </>
  );
}

export function DifferenceTable({ comparisons, strategies, baseline }: Report) {
  const find = (metric: Comparison['metric'], label: string): Comparison | undefined =>
    comparisons.find((each) => each.metric === metric && each.strategy === label);
  const rows = strategies.flatMap(({ label }, index) => {
    const tokens = find('tokensWithProbes', label);
    const accuracy = find('accuracy', label);
    const any = accuracy ?? tokens;
    if (!any) return [];
    return [
      {
        key: label,
        head: <ArmName letter={letterOf(index)} label={label} />,
        cells: [
          <FigureButton key="difference" selection={{ kind: 'pairs', label, right: null }}>
            {accuracy ? points(accuracy.difference) : '–'}
          </FigureButton>,
          range(accuracy?.low, accuracy?.high, points),
          pValue(accuracy?.mcnemar ? accuracy.mcnemar.pHolm : accuracy?.pHolm),
          accuracy ? <OnlyOneRight key="one" {...accuracy} /> : '–',
          ratioText(tokens?.ratio),
          decimal(any.n, 0),
        ],
      },
    ];
  });
  if (rows.length === 0 || baseline === null) return null;
  const intervals = describeIntervals(comparisons.filter(({ metric }) => metric === 'accuracy'));
  return (
    <Table
      caption={`Difference from ${armTitle(baseline)}, paired by problem and seed${intervals === '' ? '' : `. Interval: ${intervals}`}`}
      columns={[
        'strategy',
        'accuracy, points',
        '95 % interval',
        'p, Holm',
        `only one right, this : ${armTitle(baseline)}`,
        'tokens with probes',
        'problems',
      ]}
      rows={rows}
    />
  );
}
