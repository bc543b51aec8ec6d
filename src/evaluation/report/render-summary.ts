import type { Anchors } from './anchors.ts';
import { html, NOTHING, type Markup } from './html.ts';
import { describeIntervals } from './interval-methods.ts';
import { decimal, percent, range } from './number-format.ts';
import type { Comparison, Report, StrategyReport } from './report.ts';
import { figure, table } from './table.ts';

const SIGNIFICANT = 0.05;

const points = (share: number): string => decimal(100 * share, 1);

/** What could be seen at all, before what was seen. */
export function renderDetectable({ detectable }: Report): Markup {
  const { problems, samples, accuracy, correlation, alpha, power, difference } = detectable;
  const each = samples === 1 ? 'one sample' : `${samples} samples`;
  const found =
    difference === null
      ? html`With fewer than two problems no difference can be told from chance.`
      : difference >= 1
        ? html`With ${problems} problems and ${each} of each, no difference of accuracy can be told from chance with
          probability ${decimal(power, 2)}, however large it is.`
        : html`With ${problems} problems and ${each} of each, a paired comparison finds a true difference of accuracy of
            <strong>${points(difference)} points</strong> with probability ${decimal(power, 2)}, and smaller ones less
            often.`;
  return html`<section aria-labelledby="before">
    <h2 id="before">Before the results</h2>
    <p class="lead">${found}</p>
    <p class="note">
      Two-sided at ${decimal(alpha, 2)}, for an assumed accuracy of ${decimal(accuracy, 2)} and an assumed correlation
      of ${decimal(correlation, 2)} between samples of one problem.
    </p>
  </section> `;
}

/** The test that fits: exact with one sample per problem, the paired t test otherwise. */
function adjustedP({ mcnemar, pHolm }: Comparison): number | null {
  return mcnemar ? mcnemar.pHolm : pHolm;
}

/** The outcome in one sentence. */
function renderOutcome({ comparisons, baseline }: Report): Markup {
  const family = comparisons.filter(({ metric }) => metric === 'accuracy');
  if (family.length === 0) return NOTHING;
  const differing = family.filter((each) => (adjustedP(each) ?? 1) < SIGNIFICANT);
  const names = differing.map(({ strategy, difference }) => `${strategy} (${difference > 0 ? 'higher' : 'lower'})`);
  return differing.length === 0
    ? html`<p class="lead">
        No strategy differs in accuracy from ${baseline ?? ''} beyond chance, at 0.05 after Holm’s adjustment.
      </p> `
    : html`<p class="lead">
        In accuracy, these differ from ${baseline ?? ''} beyond chance, at 0.05 after Holm’s adjustment:
        ${names.join(', ')}.
      </p> `;
}

/** Of the samples that were run: problems that were too long are in no share. */
function shareOfRun({ samples, verdicts }: StrategyReport, count: number): string {
  const run = samples - verdicts['too long'];
  return percent(run === 0 ? null : count / run);
}

function countEnds({ ends }: StrategyReport, reasons: readonly string[]): number {
  return reasons.reduce((total, reason) => total + (ends[reason] ?? 0), 0);
}

export function renderSummary(report: Report, anchors: Anchors): Markup {
  const ks = [...new Set(report.strategies.flatMap(({ passAtK }) => passAtK.map(({ k }) => k)))].filter((k) => k > 1);
  const votes = report.strategies.some(({ consAtK }) => consAtK.k > 1);
  const rows = report.strategies.map((strategy) => {
    const { label, passAt1, passAtK, consAtK, verdicts, samples, tokens, looping } = strategy;
    const cell = (text: string, kind?: string): Markup => figure(anchors.list(label, kind), text);
    const error = passAt1?.standardError;
    return {
      head: html`<span class="letter">${anchors.letter(label)}</span> ${label}`,
      cells: [
        cell(decimal(samples, 0)),
        html`<strong>${cell(percent(passAt1?.value))}</strong>`,
        // An error of 0 says that all came out alike, not that there is none.
        cell(error ? `±\u202f${points(error)}` : '–'),
        cell(range(passAt1?.low, passAt1?.high, points)),
        ...(votes ? [cell(percent(consAtK.value?.value))] : []),
        ...ks.map((k) => cell(percent(passAtK.find((each) => each.k === k)?.value))),
        cell(shareOfRun(strategy, verdicts['no answer']), 'no answer'),
        cell(shareOfRun(strategy, countEnds(strategy, ['length', 'context']))),
        cell(shareOfRun(strategy, looping), 'looping'),
        cell(decimal(tokens?.mean, 1)),
      ],
    };
  });
  const consK = report.strategies[0]?.consAtK.k ?? 0;
  const columns = [
    { title: 'strategy' },
    ...[
      'samples',
      'pass@1',
      'SE',
      '95 % interval',
      ...(votes ? [`cons@${consK}`] : []),
      ...ks.map((k) => `pass@${k}`),
      'no answer',
      'truncated',
      'looping',
      'tokens, mean',
    ].map((title) => ({ title, numeric: true })),
  ];
  const intervals = describeIntervals(report.strategies.map(({ passAt1 }) => passAt1));
  return html`<section aria-labelledby="accuracy">
    <h2 id="accuracy">Accuracy</h2>
    ${renderOutcome(report)}${table('Accuracy by strategy, clustered by problem', columns, rows)}
    <p class="note">
      SE and interval in points${intervals === '' ? '' : ` (${intervals})`}. No answer counts as not right and is also
      shown apart; unscored samples and problems that were too long are left out. Every figure leads to its samples.
    </p>
  </section> `;
}
