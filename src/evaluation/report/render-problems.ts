import type { Anchors } from './anchors.ts';
import { html, NOTHING, type Markup } from './html.ts';
import type { ProblemReport, Report, ReportedSample } from './report.ts';
import { decimal } from './number-format.ts';
import { endInWords } from './render-endings.ts';
import { table } from './table.ts';

/** More problems than this are folded away. */
const LONG = 60;

/** Shape as well as colour; the word is in the label. */
const MARKS: Readonly<Record<ReportedSample['verdict'], { readonly sign: string; readonly name: string }>> = {
  correct: { sign: '✓', name: 'right' },
  wrong: { sign: '✗', name: 'wrong' },
  'no answer': { sign: '∅', name: 'none' },
  unscored: { sign: '·', name: 'open' },
  'too long': { sign: '↥', name: 'open' },
};

export function verdictMark({ verdict }: Pick<ReportedSample, 'verdict'>): Markup {
  const { sign, name } = MARKS[verdict];
  return html`<span class="${name}" role="img" aria-label="${verdict}">${sign}</span>`;
}

/** Problems by strategies: every verdict leads to its sample. */
export function renderMatrix({ problems, strategies }: Report, anchors: Anchors): Markup {
  const rows = problems.map(({ id, gold, samples }, index) => ({
    head: html`<a href="#${anchors.problem(index)}">${id}</a>`,
    cells: [
      html`${gold}`,
      ...strategies.map(({ label }) => {
        const own = samples.filter(({ strategy }) => strategy === label);
        return html`${own.map(
          (each) =>
            html`<a class="verdict" href="#${anchors.sample(index, label, each.sample)}">${verdictMark(each)}</a> `,
        )}`;
      }),
    ],
  }));
  const columns = [
    { title: 'problem' },
    { title: 'known answer' },
    ...strategies.map(({ label }) => ({ title: `${anchors.letter(label)} ${label}` })),
  ];
  const matrix = table('Verdict of every sample, by problem and strategy', columns, rows);
  return html`<section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <p class="note">
      <span class="right">✓</span> correct, <span class="wrong">✗</span> wrong, <span class="none">∅</span> no answer, ·
      unscored, ↥ too long for the model. Each leads to its sample.
    </p>
    ${
      problems.length > LONG
        ? html`<details>
            <summary>All ${decimal(problems.length, 0)} problems</summary>
            ${matrix}
          </details>`
        : matrix
    }
  </section> `;
}

/** The ballots of an ensemble: who voted for what, with which weight, and why. */
function renderMembers({ members, strategy, sample }: ReportedSample): Markup {
  if (!members) return NOTHING;
  const rows = members.map(({ run, answer, weight, score, reason, tokens, end, seed }) => ({
    head: html`${run + 1}`,
    cells: [
      html`${answer ?? '–'}`,
      html`${decimal(weight, 2)}`,
      html`${decimal(score, 2)}`,
      html`${reason}`,
      html`${decimal(tokens, 0)}`,
      html`${endInWords(end)}`,
      html`<code>${seed}</code>`,
    ],
  }));
  const columns = [
    { title: 'run' },
    { title: 'answer' },
    { title: 'weight', numeric: true },
    { title: 'score', numeric: true },
    { title: 'reason' },
    { title: 'tokens', numeric: true },
    { title: 'ended' },
    { title: 'seed' },
  ];
  return table(`Runs of ${strategy}, sample ${sample}`, columns, rows);
}

function renderText(reported: ReportedSample): Markup {
  const { text, omitted, first, verdict, answer, end, looping, tokens, seed } = reported;
  const cut = omitted === 0 ? NOTHING : html`<p class="note">… ${decimal(omitted, 0)} characters before this</p>`;
  const candidate = first ? html`; first candidate ${first.answer} (${first.verdict})` : NOTHING;
  return html`<p>
      ${verdict}${answer === null ? NOTHING : html`: <b>${answer}</b>`}${candidate}; ${decimal(tokens, 0)} tokens; ended
      ${endInWords(end)}${looping ? ', looping' : ''}; seed ${seed}
    </p>
    ${renderMembers(reported)}${cut}
    <pre>${text}</pre>`;
}

/** `task`: to be named, where there are several. */
function renderProblem(problem: ProblemReport, index: number, task: string, anchors: Anchors): Markup {
  const known = problem.gold === '' ? 'no known answer' : `known answer ${problem.gold}`;
  const samples = problem.samples.map(
    (each) =>
      html`<div class="sample" id="${anchors.sample(index, each.strategy, each.sample)}">
        <h3>
          ${verdictMark(each)}
          <span class="letter">${anchors.letter(each.strategy)}</span>
          ${each.strategy}${each.sample === 0 ? NOTHING : html`, sample ${each.sample}`}
        </h3>
        ${renderText(each)}
      </div> `,
  );
  return html`<details>
    <summary>
      ${problem.id}
      <span class="muted">${task === '' ? known : `${task}, ${known}`}</span>
      ${problem.samples.map((each) => verdictMark(each))}
    </summary>
    <div id="${anchors.problem(index)}">${samples}</div>
  </details> `;
}

export function renderTexts({ problems, tasks }: Report, anchors: Anchors): Markup {
  return html`<section aria-labelledby="texts">
    <h2 id="texts">Samples by problem</h2>
    ${problems.map((problem, index) => renderProblem(problem, index, tasks.length > 1 ? problem.task : '', anchors))}
  </section> `;
}
