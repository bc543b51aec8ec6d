import { VERDICTS } from '../sample.ts';
import type { Change } from './answer-changes.ts';
import type { Anchors } from './anchors.ts';
import { html, type Markup } from './html.ts';
import { decimal } from './number-format.ts';
import { compareNaturally } from './order.ts';
import { isEnsemble, type Report } from './report.ts';
import { figure, table } from './table.ts';

/** A trace's reasons in words; others are shown as they are. */
const ENDS: Readonly<Record<string, string>> = {
  end: 'by itself',
  length: 'truncated: token limit',
  context: 'truncated: context full',
  strategy: 'by the strategy',
  stopped: 'stopped by hand',
  loop: 'no answer: repeating',
  thinking: 'no answer: thinking budget spent',
  vote: 'by a vote',
  'too long': 'never began: problem longer than the context',
};

export function endInWords(end: string | null): string {
  return ENDS[end ?? 'unknown'] ?? end ?? 'unknown';
}

export const CHANGES: Readonly<Record<Change, string>> = {
  rightToWrong: 'right → wrong',
  wrongToRight: 'wrong → right',
  stayedRight: 'right → right',
  stayedWrong: 'wrong → wrong',
  lost: '→ no answer',
};

/** In the order of CHANGES; Object.keys does not keep the type. */
export const CHANGE_KINDS: readonly Change[] = ['rightToWrong', 'wrongToRight', 'stayedRight', 'stayedWrong', 'lost'];

const numericColumns = (titles: readonly string[]): { title: string; numeric: boolean }[] =>
  titles.map((title) => ({ title, numeric: true }));

export function renderEndings({ strategies }: Report, anchors: Anchors): Markup {
  const reasons = [...new Set(strategies.flatMap(({ ends }) => Object.keys(ends)))].toSorted(compareNaturally);
  const head = (label: string): Markup => html`<span class="letter">${anchors.letter(label)}</span> ${label}`;
  const verdictRows = strategies.map(({ label, verdicts, ends, looping }) => ({
    head: head(label),
    cells: [
      ...VERDICTS.map((verdict) => figure(anchors.list(label, verdict), decimal(verdicts[verdict], 0))),
      ...reasons.map((reason) => figure(anchors.list(label, `end ${reason}`), decimal(ends[reason] ?? 0, 0))),
      figure(anchors.list(label, 'looping'), decimal(looping, 0)),
    ],
  }));
  const changeRows = strategies.map(({ label, changes }) => ({
    head: head(label),
    cells: [
      figure(anchors.list(label), decimal(changes.withCandidate, 0)),
      ...CHANGE_KINDS.map((kind) => figure(anchors.list(label, kind), decimal(changes[kind], 0))),
    ],
  }));
  const ensembles = strategies.some(isEnsemble);
  const detector = strategies[0]?.changes.detector ?? '';
  return html`<section aria-labelledby="endings">
      <h2 id="endings">How samples ended</h2>
      ${table(
        'Samples by verdict, and by reason of the end',
        [
          { title: 'strategy' },
          ...numericColumns([...VERDICTS, ...reasons.map((reason) => `ended: ${endInWords(reason)}`), 'looping']),
        ],
        verdictRows,
      )}
      <p class="note">
        Looping samples are truncated ones whose last tokens are one block at least three times in a row, at least 24
        tokens in all. Problems that are too long for the model are in no other figure.
      </p>
    </section>
    <section aria-labelledby="changes">
      <h2 id="changes">From the first answer to the last</h2>
      ${table(
        'Samples by verdict of the first candidate and of the final answer',
        [{ title: 'strategy' }, ...numericColumns(['with a candidate', ...CHANGE_KINDS.map((kind) => CHANGES[kind])])],
        changeRows,
      )}
      <p class="note">
        The first candidate is found without training (${detector}); it misses answers in other words and takes
        intermediate results for answers.
        ${ensembles ? 'The answer of an ensemble is not the last of one text: it has no first.' : ''}
      </p>
    </section> `;
}
