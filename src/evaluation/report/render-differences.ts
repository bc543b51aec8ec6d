import type { Estimate } from '../statistics/estimate.ts';
import type { Anchors } from './anchors.ts';
import { forestPicture, type ForestRow } from './forest-picture.ts';
import { html, NOTHING, type Markup } from './html.ts';
import { describeIntervals } from './interval-methods.ts';
import { decimal, interval, pValue, range, signed } from './number-format.ts';
import type { Comparison, Metric, Report } from './report.ts';
import { figure, table } from './table.ts';

interface Unit {
  readonly name: string;
  /** Shares are shown in points. */
  readonly factor: number;
  readonly digits: number;
}

const UNITS: Readonly<Record<Metric, Unit>> = {
  accuracy: { name: 'points', factor: 100, digits: 1 },
  tokens: { name: 'tokens', factor: 1, digits: 1 },
  thinkingTokens: { name: 'thinking', factor: 1, digits: 1 },
  answerTokens: { name: 'answer', factor: 1, digits: 1 },
  tokensWithProbes: { name: 'with probes', factor: 1, digits: 1 },
  reflections: { name: 'reflections', factor: 1, digits: 2 },
};

const writePoints = (share: number): string => signed(100 * share, 1);
const writeMultiple = (value: number): string => decimal(value, 2);
const writeRatio = (ratio: Estimate): string => `× ${writeMultiple(ratio.value)} ${interval(ratio, writeMultiple)}`;

function accuracyForest(comparisons: readonly Comparison[], anchors: Anchors): Markup {
  const rows = comparisons.map(({ strategy, difference, low, high, bootstrap }): ForestRow => {
    return {
      letter: anchors.letter(strategy),
      label: strategy,
      anchor: anchors.against(strategy),
      value: 100 * difference,
      low: low === null ? null : 100 * low,
      high: high === null ? null : 100 * high,
      bootstrap: bootstrap && { low: 100 * bootstrap.low, high: 100 * bootstrap.high },
      text: `${writePoints(difference)} ${range(low, high, writePoints)}`,
    };
  });
  const title = 'Differences of accuracy from the baseline';
  const axis = 'points of accuracy; right is better';
  return forestPicture({ id: 'forest-accuracy', title, axis, neutral: 0, rows, tick: (value) => signed(value, 0) });
}

function tokenForest(comparisons: readonly Comparison[], anchors: Anchors): Markup {
  const rows = comparisons.flatMap(({ strategy, ratio }): ForestRow[] => {
    if (!ratio) return [];
    const { value, low, high } = ratio;
    const text = writeRatio(ratio);
    const anchor = anchors.list(strategy);
    return [{ letter: anchors.letter(strategy), label: strategy, anchor, value, low, high, bootstrap: null, text }];
  });
  if (rows.length === 0) return NOTHING;
  const title = 'Tokens with probes as a multiple of the baseline’s';
  const axis = 'times the baseline’s tokens, probes included; left is cheaper';
  return forestPicture({ id: 'forest-tokens', title, axis, neutral: 1, rows, tick: String });
}

interface Shown {
  readonly title: string;
  readonly text: (comparison: Comparison, write: (value: number) => string) => string;
}

const DIFFERENCE: readonly Shown[] = [
  { title: 'difference', text: ({ difference }, write) => write(difference) },
  { title: '95 % interval', text: interval },
  { title: 'bootstrap', text: ({ bootstrap }, write) => range(bootstrap?.low, bootstrap?.high, write) },
  { title: 'p (t)', text: ({ p }) => pValue(p) },
  { title: 'p (t), Holm', text: ({ pHolm }) => pValue(pHolm) },
];
const EXACT: readonly Shown[] = [
  {
    title: 'only one right',
    text: ({ mcnemar }) => (mcnemar ? `${mcnemar.oursOnly} : ${mcnemar.baselineOnly}` : '–'),
  },
  { title: 'McNemar p', text: ({ mcnemar }) => pValue(mcnemar?.p) },
  { title: 'McNemar p, Holm', text: ({ mcnemar }) => pValue(mcnemar?.pHolm) },
];
const RATIO: readonly Shown[] = [
  { title: 'ratio, 95 % interval', text: ({ ratio }) => (ratio ? writeRatio(ratio) : '–') },
];
const SIZE: readonly Shown[] = [{ title: 'problems', text: ({ n }) => decimal(n, 0) }];

function comparisonTable(
  caption: string,
  comparisons: readonly Comparison[],
  shown: readonly Shown[],
  anchors: Anchors,
): Markup {
  const metrics = new Set(comparisons.map(({ metric }) => metric)).size > 1;
  const rows = comparisons.map((each) => {
    const { strategy, metric } = each;
    const { name, factor, digits } = UNITS[metric];
    const write = (value: number): string => signed(factor * value, digits);
    const anchor = metric === 'accuracy' ? anchors.against(strategy) : anchors.list(strategy);
    return {
      head: html`<span class="letter">${anchors.letter(strategy)}</span> ${strategy}`,
      cells: [...(metrics ? [html`${name}`] : []), ...shown.map(({ text }) => figure(anchor, text(each, write)))],
    };
  });
  const titles = shown.map(({ title }) => ({ title, numeric: true }));
  return table(caption, [{ title: 'strategy' }, ...(metrics ? [{ title: 'metric' }] : []), ...titles], rows);
}

export function renderDifferences({ comparisons, baseline }: Report, anchors: Anchors): Markup {
  if (comparisons.length === 0 || baseline === null) return NOTHING;
  const of = (metric: Metric): Comparison[] => comparisons.filter((each) => each.metric === metric);
  const accuracy = of('accuracy');
  const exact = accuracy.some(({ mcnemar }) => mcnemar !== null) ? EXACT : [];
  const alike = comparisons.some(({ low, standardError }) => low === null && standardError === 0);
  const shown = [...DIFFERENCE, ...exact, ...SIZE];
  const caption = `Difference of accuracy from ${baseline} in points, paired by problem and seed`;
  const accuracyTable = accuracy.length === 0 ? NOTHING : comparisonTable(caption, accuracy, shown, anchors);
  return html`<section aria-labelledby="differences">
    <h2 id="differences">Differences from ${baseline}</h2>
    ${
      accuracy.length === 0
        ? NOTHING
        : html`<figure>
            ${accuracyForest(accuracy, anchors)}
            <figcaption>
              Difference of accuracy from ${baseline}: square the mean over problems, thick line the 95 % interval
              (${describeIntervals(accuracy)}), thin line the bootstrap.
            </figcaption>
          </figure> `
    }
    <figure>
      ${tokenForest(of('tokensWithProbes'), anchors)}
      <figcaption>
        Tokens computed, probes included, as a multiple of those of ${baseline}: geometric mean over problems with 95 %
        t interval.
      </figcaption>
    </figure>
    ${accuracyTable}${comparisonTable(
      `Differences of tokens and reflections from ${baseline}, paired by problem and seed`,
      comparisons.filter(({ metric }) => metric !== 'accuracy'),
      [...DIFFERENCE, ...RATIO, ...SIZE],
      anchors,
    )}
    <p class="note">
      “Only one right” counts problems that this strategy alone has right, then those that ${baseline} alone has right.
      p of each metric is adjusted over the strategies compared.
      ${alike ? html`“All alike”: every problem gave the same, and without a spread the error of such a figure is unknown.` : NOTHING}
    </p>
  </section> `;
}
