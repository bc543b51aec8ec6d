import type { BenchRow } from './rows.ts';

const HEADER = [
  'engine',
  'model',
  'strategy',
  'tokens/s',
  'compared with',
  'turns',
  'ratio (95 %)',
  'read back',
  'ms a token',
];

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(2);

function stages(row: BenchRow): string {
  return Object.entries(row.millisecondsByStage)
    .map(([stage, milliseconds]) => `${stage} ${milliseconds.toPrecision(2)}`)
    .join(', ');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The rows as a table that is also one of Markdown. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.engine,
    row.model,
    row.strategy,
    digits(row.tokensPerSecond),
    row.ratioTo,
    `${row.turns}`,
    `${digits(row.ratio)} (${digits(row.low)} to ${digits(row.high)})`,
    `${row.readBackBytes} B`,
    stages(row),
  ]);
  return [line(HEADER), line(HEADER.map(() => '---')), ...cells.map(line)].join('\n');
}
