import { PLAIN_PROMPT } from '../run/prompt.ts';
import type { Anchors } from './anchors.ts';
import { html, type Markup } from './html.ts';
import type { Report } from './report.ts';
import { table } from './table.ts';

type Entry = readonly [name: string, value: string];

function listSettings(settings: Readonly<Record<string, number | string | boolean>>): string {
  const names = Object.keys(settings).toSorted();
  return names.map((name) => `${name}=${String(settings[name])}`).join(' ') || 'none';
}

/** Everything needed to make the samples again. */
export function renderContext({ context, strategies, tasks }: Report, anchors: Anchors): Markup {
  const { engine, flags } = context;
  const entries: readonly Entry[] = [
    ['command', context.command],
    ['commit', context.commit ?? 'unknown'],
    ['problems', context.source ?? `the file of ${tasks.join(', ')}`],
    ['model', context.model],
    ['tokenizer, SHA-256', context.tokenizerHash ?? 'unknown'],
    ['engine', `${engine.name} ${engine.version}`],
    ['adapter', context.adapter ?? 'none'],
    ['browser', context.browser ?? 'none'],
    ['flags', flags.join(' ') || 'none'],
    ['seed', String(context.seed)],
    ['settings', listSettings(context.settings)],
  ];
  const strategyRows = strategies.map(({ label, settings, strategyHash, modelHash }) => ({
    head: html`<span class="letter">${anchors.letter(label)}</span> ${label}`,
    cells: [html`${listSettings(settings)}`, html`<code>${strategyHash}</code>`, html`<code>${modelHash}</code>`],
  }));
  const fileRows = context.modelFiles.map(({ name, sha256 }) => ({
    head: html`${name}`,
    cells: [html`<code>${sha256}</code>`],
  }));
  return html`<section aria-labelledby="again">
    <h2 id="again">To make it again</h2>
    <dl>
      ${entries.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><code>${value}</code></dd>
          </div>`,
      )}
      <div>
        <dt>prompt of the task</dt>
        <dd><pre>${context.prompt ?? PLAIN_PROMPT}</pre></dd>
      </div>
      <div>
        <dt>prompt template of the model</dt>
        <dd><pre>${context.promptTemplate}</pre></dd>
      </div>
    </dl>
    ${table('Strategies', [{ title: 'strategy' }, { title: 'settings' }, { title: 'hash' }, { title: 'model hash' }], strategyRows)}
    ${table('Model files', [{ title: 'file' }, { title: 'SHA-256' }], fileRows)}
  </section> `;
}
