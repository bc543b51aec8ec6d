import { VERDICTS } from '../sample.ts';
import { changeOf } from './answer-changes.ts';
import type { Anchors } from './anchors.ts';
import { html, NOTHING, type Markup } from './html.ts';
import { decimal } from './number-format.ts';
import { CHANGE_KINDS, CHANGES, endInWords } from './render-endings.ts';
import { verdictMark } from './render-problems.ts';
import type { Report, ReportedSample, StrategyReport } from './report.ts';
import { table } from './table.ts';

/** A sample with the problem it belongs to. */
interface Placed {
  readonly problem: number;
  readonly id: string;
  readonly sample: ReportedSample;
}

function samplesOf({ problems }: Report, label: string): Placed[] {
  return problems.flatMap(({ id, samples }, problem) =>
    samples.filter(({ strategy }) => strategy === label).map((sample) => ({ problem, id, sample })),
  );
}

function link({ problem, id, sample }: Placed, anchors: Anchors): Markup {
  const name = sample.sample === 0 ? id : `${id}/${sample.sample}`;
  return html`<a href="#${anchors.sample(problem, sample.strategy, sample.sample)}">${name}</a>`;
}

function listing(anchor: string, title: string, samples: readonly Placed[], anchors: Anchors): Markup {
  const links = samples.length === 0 ? html`none` : html`${samples.map((each) => html`${link(each, anchors)} `)}`;
  return html`<p id="${anchor}"><b>${title}</b> <span class="muted">${decimal(samples.length, 0)}</span> ${links}</p> `;
}

function sampleTable(label: string, samples: readonly Placed[], anchors: Anchors): Markup {
  const rows = samples.map((each) => {
    const { sample } = each;
    const { tokens, thinkingTokens, probeTokens, reflections, interventions } = sample;
    return {
      head: link(each, anchors),
      cells: [
        html`${verdictMark(sample)} ${sample.verdict}`,
        html`${sample.answer ?? '–'}`,
        html`${sample.first?.answer ?? '–'}`,
        ...[tokens, thinkingTokens, tokens - thinkingTokens, probeTokens, reflections, interventions].map(
          (count) => html`${decimal(count, 0)}`,
        ),
        html`${endInWords(sample.end)}`,
      ],
    };
  });
  const columns = [
    ...['sample', 'verdict', 'answer', 'first candidate'].map((title) => ({ title })),
    ...['tokens', 'thinking', 'answer', 'probes', 'reflections', 'interventions'].map((title) => ({
      title,
      numeric: true,
    })),
    { title: 'ended' },
  ];
  return table(`Samples of ${label}`, columns, rows, anchors.list(label));
}

const right = (sample: ReportedSample): number => Number(sample.verdict === 'correct');

/** Problems that one has right more often than the other, over the samples that both have. */
function renderAgainst(report: Report, label: string, anchors: Anchors): Markup {
  const { baseline } = report;
  if (baseline === null || baseline === label) return NOTHING;
  const differences = report.problems.map(({ id, samples }, index) => {
    const own = samples.filter(
      ({ strategy, verdict }) => strategy === label && verdict !== 'unscored' && verdict !== 'too long',
    );
    const total = own.reduce((sum, each) => {
      const partner = samples.find(
        ({ strategy, sample, seed }) => strategy === baseline && sample === each.sample && seed === each.seed,
      );
      return partner ? sum + right(each) - right(partner) : sum;
    }, 0);
    return { total, link: html`<a href="#${anchors.problem(index)}">${id}</a> ` };
  });
  const links = (sign: number): Markup => {
    const found = differences.filter(({ total }) => Math.sign(total) === sign);
    return found.length === 0 ? html`none` : html`${found.map((each) => each.link)}`;
  };
  return html`<div id="${anchors.against(label)}">
    <p><b>Right more often than ${baseline}</b> ${links(1)}</p>
    <p><b>Right less often than ${baseline}</b> ${links(-1)}</p>
  </div> `;
}

function renderStrategy(report: Report, { label, ends }: StrategyReport, anchors: Anchors): Markup {
  const samples = samplesOf(report, label);
  const by = (kind: string, title: string, belongs: (sample: ReportedSample) => boolean): Markup =>
    listing(
      anchors.list(label, kind),
      title,
      samples.filter(({ sample }) => belongs(sample)),
      anchors,
    );
  return html`<details>
    <summary>
      <span class="letter">${anchors.letter(label)}</span> ${label}
      <span class="muted">${decimal(samples.length, 0)} samples</span>
    </summary>
    ${renderAgainst(report, label, anchors)}${sampleTable(label, samples, anchors)}
    ${VERDICTS.map((verdict) => by(verdict, verdict, (sample) => sample.verdict === verdict))}${Object.keys(ends).map(
      (end) => by(`end ${end}`, `ended: ${endInWords(end)}`, (sample) => (sample.end ?? 'unknown') === end),
    )}${by('looping', 'looping', ({ looping }) => looping)}${CHANGE_KINDS.map((kind) => by(kind, CHANGES[kind], ({ first, verdict }) => changeOf(first, verdict) === kind))}
  </details> `;
}

/** Where the figures of a strategy lead. */
export function renderLists(report: Report, anchors: Anchors): Markup {
  return html`<section aria-labelledby="lists">
    <h2 id="lists">Samples by strategy</h2>
    ${report.strategies.map((strategy) => renderStrategy(report, strategy, anchors))}
  </section> `;
}
