import { anchorsOf } from './anchors.ts';
import { html } from './html.ts';
import { decimal } from './number-format.ts';
import { PAGE_STYLE } from './page-style.ts';
import { renderContext } from './render-context.ts';
import { renderPareto, renderTokens } from './render-costs.ts';
import { renderDifferences } from './render-differences.ts';
import { renderEndings } from './render-endings.ts';
import { renderLists } from './render-lists.ts';
import { renderMatrix, renderTexts } from './render-problems.ts';
import { renderDetectable, renderSummary } from './render-summary.ts';
import { renderTuning } from './render-tuning.ts';
import type { Report } from './report.ts';

const SECTIONS = [
  ['tuning', 'Tuning'],
  ['accuracy', 'Accuracy'],
  ['differences', 'Differences'],
  ['pareto', 'Accuracy against tokens'],
  ['tokens', 'Tokens'],
  ['endings', 'Endings'],
  ['changes', 'Changed answers'],
  ['problems', 'Problems'],
  ['lists', 'Samples'],
  ['again', 'To make it again'],
] as const;

const plural = (count: number, noun: string, several: string): string =>
  `${decimal(count, 0)} ${count === 1 ? noun : several}`;

/**
 * The report as one page that needs nothing else: no script, no request, all text escaped. The policy in its head holds
 * even if the escaping did not. The same report gives the same bytes.
 */
export function renderReport(report: Report): string {
  const anchors = anchorsOf(report);
  const title = `Evaluation of ${report.context.model} on ${report.tasks.join(', ') || 'nothing'}`;
  const size = [
    plural(report.problems.length, 'problem', 'problems'),
    plural(report.strategies.length, 'strategy', 'strategies'),
    plural(report.samples, 'sample', 'samples'),
  ].join(' · ');
  const empty = report.comparisons.length === 0;
  const sections = SECTIONS.filter(
    ([id]) => !(empty && id === 'differences') && !(report.context.tuning === undefined && id === 'tuning'),
  );
  const links = sections.map(([id, name]) => html`<a href="#${id}">${name}</a> `);
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>`;
  const body = html`</style>
</head>
<body>
<header><h1>${title}</h1>
<p class="muted">${size}</p>
<nav aria-label="Sections">${links}</nav></header>
<main>
${renderDetectable(report)}${renderTuning(report)}${renderSummary(report, anchors)}${renderDifferences(report, anchors)}${renderPareto(report, anchors)}${renderTokens(report, anchors)}${renderEndings(report, anchors)}${renderMatrix(report, anchors)}${renderLists(report, anchors)}${renderTexts(report, anchors)}${renderContext(report, anchors)}</main>
</body>
</html>
`;
  return head.text + PAGE_STYLE + body.text;
}
