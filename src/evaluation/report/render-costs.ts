import type { Spread } from '../statistics/moments.ts';
import type { Anchors } from './anchors.ts';
import { html, NOTHING, type Markup } from './html.ts';
import { decimal } from './number-format.ts';
import { paretoPicture, type ParetoPoint } from './pareto-picture.ts';
import { isEnsemble, type Report } from './report.ts';
import { figure, table } from './table.ts';

function spreadTexts(spread: Spread | null): string[] {
  return [decimal(spread?.mean, 1), decimal(spread?.median, 0), decimal(spread?.p95, 0)];
}

export function renderPareto({ strategies }: Report, anchors: Anchors): Markup {
  const points = strategies.flatMap(({ label, passAt1, tokens, probeTokens }): ParetoPoint[] => {
    if (!passAt1 || !tokens) return [];
    const { value, low, high } = passAt1;
    return [
      {
        letter: anchors.letter(label),
        label,
        anchor: anchors.list(label),
        tokens: tokens.mean + (probeTokens?.mean ?? 0),
        accuracy: value,
        low,
        high,
      },
    ];
  });
  if (points.length === 0) return NOTHING;
  const key = points.map(
    ({ letter, label }) => html`<span class="key"><span class="letter">${letter}</span> ${label}</span> `,
  );
  return html`<section aria-labelledby="pareto">
    <h2 id="pareto">Accuracy against tokens</h2>
    <figure>
      ${paretoPicture(points)}
      <figcaption>${key}<br />The line joins what no other strategy beats in both. Bars are 95 % intervals.</figcaption>
    </figure>
  </section> `;
}

export function renderTokens({ strategies }: Report, anchors: Anchors): Markup {
  const ensembles = strategies.some(isEnsemble);
  const rows = strategies.map((strategy) => {
    const { label, thinkingTokens, answerTokens, probeTokens } = strategy;
    const texts = [
      ...spreadTexts(thinkingTokens),
      ...spreadTexts(answerTokens),
      decimal(probeTokens?.mean, 1),
      ...(ensembles ? [decimal(strategy.runs?.mean, 1)] : []),
      decimal(strategy.reflections?.mean, 2),
      decimal(strategy.reflectionsPerThousand, 1),
      decimal(strategy.interventionsPerThousand, 1),
    ];
    return {
      head: html`<span class="letter">${anchors.letter(label)}</span> ${label}`,
      cells: texts.map((text) => figure(anchors.list(label), text)),
    };
  });
  const titles = [
    ...['thinking', 'answer'].flatMap((part) => [`${part}, mean`, `${part}, median`, `${part}, p95`]),
    'probes, mean',
    ...(ensembles ? ['runs, mean'] : []),
    'reflections',
    'reflections per 1,000',
    'interventions per 1,000',
  ];
  const columns = [{ title: 'strategy' }, ...titles.map((title) => ({ title, numeric: true }))];
  return html`<section aria-labelledby="tokens">
    <h2 id="tokens">Tokens and interventions</h2>
    ${table('Tokens, reflections and interventions: per sample, and per 1,000 tokens where it says so', columns, rows)}
    ${ensembles ? html`<p class="note">A sample of an ensemble is several runs; its tokens are those of all of them.</p>` : NOTHING}
  </section> `;
}
