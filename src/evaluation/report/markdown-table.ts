import type { Comparison, Report, StrategyReport } from './report.ts';
import { decimal, interval, percent, pValue, signed } from './number-format.ts';

/** What a table says of a report; the rest stays in report.html. */
export type TabledReport = Pick<
  Report,
  'tasks' | 'samples' | 'detectable' | 'baseline' | 'strategies' | 'comparisons'
> & { readonly context: Pick<Report['context'], 'model' | 'engine' | 'seed' | 'settings'> };

const points = (share: number): string => signed(100 * share, 1);
const perCent = (share: number): string => decimal(100 * share, 1);
const multiple = (value: number): string => decimal(value, 2);

/** In a cell a bar would begin another one; a label may come from a file. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The exact test with one sample a problem, the paired t test otherwise; adjusted over the strategies. */
const pOf = ({ mcnemar, pHolm }: Comparison): number | null => mcnemar?.pHolm ?? pHolm;

function row(report: TabledReport, strategy: StrategyReport): readonly string[] {
  const of = (metric: Comparison['metric']): Comparison | undefined =>
    report.comparisons.find((each) => each.strategy === strategy.label && each.metric === metric);
  const { label, passAt1, tokens, probeTokens, reflections, verdicts, ends } = strategy;
  const [accuracy, cost] = [of('accuracy'), of('tokensWithProbes')];
  return [
    cell(label),
    passAt1 ? `${percent(passAt1.value)} ${interval(passAt1, perCent)}` : percent(null),
    accuracy ? `${points(accuracy.difference)} ${interval(accuracy, points)}` : '',
    accuracy ? pValue(pOf(accuracy)) : '',
    tokens ? decimal(tokens.mean + (probeTokens?.mean ?? 0), 1) : '–',
    cost?.ratio ? `× ${multiple(cost.ratio.value)} ${interval(cost.ratio, multiple)}` : '',
    decimal(reflections?.mean, 2),
    String(verdicts['no answer']),
    String((ends['length'] ?? 0) + (ends['context'] ?? 0)),
  ];
}

/** The strategies of a report as a table in Markdown, with what it was measured on before it. */
export function markdownTable(report: TabledReport): string {
  const { context, tasks, detectable, strategies, baseline } = report;
  const { problems, samples, difference, power } = detectable;
  const { temperature, topP, maxTokens } = context.settings;
  const head = [
    'strategy',
    'accuracy',
    `difference from ${baseline ?? 'the baseline'}, points`,
    'p, Holm',
    'tokens with probes',
    `times ${baseline ?? 'the baseline'}`,
    'reflections',
    'no answer',
    'truncated',
  ];
  const each = samples === 1 ? 'one sample' : `${samples} samples`;
  const found =
    difference === null
      ? ''
      : ` A true difference of ${decimal(100 * difference, 1)} points would be found with probability ${power}.`;
  return [
    `**${tasks.join(', ')}**: ${problems} problems, ${each} of each, ${context.model} on ${context.engine.name}` +
      ` ${context.engine.version}, temperature ${String(temperature)}, top-p ${String(topP)}, at most ${String(maxTokens)} tokens,` +
      ` seed ${context.seed}.${found} Brackets are 95 % intervals.`,
    '',
    line(head),
    line(head.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...strategies.map((strategy) => line(row(report, strategy))),
    '',
  ].join('\n');
}
