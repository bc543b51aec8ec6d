import { html, NOTHING, type Markup } from './html.ts';
import { decimal, percent } from './number-format.ts';
import type { Report } from './report.ts';
import { table } from './table.ts';

/** How the settings were chosen, apart from the results and marked as what it is. */
export function renderTuning({ context }: Report): Markup {
  if (!context.tuning) return NOTHING;
  const { strategy, tuning, test, problems, samples, scores, chosen } = context.tuning;
  const rows = scores.map(({ settings, passAt1, tokens }, index) => ({
    head: html`${Object.entries(settings)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ')}`,
    cells: [
      html`${percent(passAt1)}`,
      html`${decimal(tokens, 1)}`,
      index === chosen ? html`<strong>chosen</strong>` : NOTHING,
    ],
  }));
  const columns = [
    { title: 'settings' },
    { title: 'pass@1 on the tuning split', numeric: true },
    { title: 'tokens with probes, mean', numeric: true },
    { title: '' },
  ];
  return html`<section aria-labelledby="tuning">
    <h2 id="tuning">Tuning</h2>
    <p class="lead">
      ${decimal(scores.length, 0)} settings of ${strategy} were tried on ${tuning} (${decimal(problems, 0)} problems,
      ${decimal(samples, 0)} samples of each). One was chosen and written down before ${test} was run. Every figure in
      the other sections is of ${test}.
    </p>
    <details>
      <summary>Scores on the tuning split: no evidence</summary>
      <p class="note">
        The best of several scores is too high, by luck alone. These say which setting was chosen, not how good it is.
      </p>
      ${table('Settings tried on the tuning split', columns, rows)}
    </details>
  </section> `;
}
