import type { RunEvent } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { Settings } from '../../control/strategy.ts';
import type { TokenRecord, TokenTexts, Trace, TraceEnd, TraceHeader } from '../../decoding/trace.ts';
import { appendToParagraphs, cutParagraphs, type Paragraph } from './paragraphs.ts';
import { withSeams } from './seams.ts';

/** A strategy with the settings it runs with. */
export interface RanStrategy {
  readonly id: string;
  readonly settings: Settings;
}

/** One lane of a comparison while and after it runs. Times are kept apart from the trace, which is the same for every run of the same settings. */
export interface LaneRun {
  readonly runId: string;
  /** In the order in which they are stacked. */
  readonly strategies: readonly RanStrategy[];
  /** `cut-off`: over without an end, because the page or its worker was lost; it can go on. */
  readonly status: 'waiting' | 'running' | 'finished' | 'failed' | 'cut-off';
  readonly header: TraceHeader | null;
  /**
   * Grows in place, as `texts` does, since copying all of it for every batch would cost more than the batch. What is
   * worked out of it depends on the run, which is another object after every event, and never on this list alone.
   */
  readonly records: readonly TokenRecord[];
  readonly texts: TokenTexts;
  readonly end: TraceEnd | null;
  /** The records by paragraph; closed paragraphs keep their identity, so that they are drawn once. */
  readonly paragraphs: readonly Paragraph[];
  /** By the worker's clock, from the start of this lane. */
  readonly elapsedMilliseconds: number;
  /** By the page's clock, from Run pressed. */
  readonly firstTokenMilliseconds: number | null;
  readonly totalMilliseconds: number | null;
  readonly problem: Problem | null;
  /** Set where the first tokens are those of another lane. */
  readonly branchedFrom?: BranchedFrom;
}

export interface BranchedFrom {
  readonly lane: number;
  readonly position: number;
  /** Whether the worker still had the cache of that lane, or computed its tokens again; unset until it has said. */
  readonly from?: 'cache' | 'tokens';
}

export function waitingRun(runId: string, strategies: LaneRun['strategies']): LaneRun {
  return {
    runId,
    strategies,
    status: 'waiting',
    header: null,
    records: [],
    texts: {},
    end: null,
    paragraphs: [],
    elapsedMilliseconds: 0,
    firstTokenMilliseconds: null,
    totalMilliseconds: null,
    problem: null,
  };
}

/** A lane that begins with the tokens of another one. */
export function branchedRun(
  runId: string,
  strategies: LaneRun['strategies'],
  from: LaneRun,
  { lane, position }: BranchedFrom,
): LaneRun {
  return {
    ...waitingRun(runId, strategies),
    records: from.records.slice(0, position),
    texts: { ...from.texts },
    paragraphs: cutParagraphs(from.paragraphs, position),
    branchedFrom: { lane, position },
  };
}

/** A lane that goes on after the tokens that it has. */
export function continuedRun(runId: string, lane: LaneRun): LaneRun {
  return { ...lane, runId, status: 'waiting', end: null, problem: null };
}

/** An empty list may be shared by runs that have not begun, so a new one takes its place. */
function grown(records: readonly TokenRecord[], more: readonly TokenRecord[]): readonly TokenRecord[] {
  if (records.length === 0) return [...more];
  const list = records as TokenRecord[]; // the one place that writes to it
  for (const record of more) list.push(record);
  return list;
}

/** A lane after one more event; `sincePressed` is the page's clock. */
export function applyEvent(run: LaneRun, event: RunEvent, sincePressed: number): LaneRun {
  switch (event.kind) {
    case 'start':
      return { ...run, status: 'running', header: withSeams(event.header, run.header) };
    case 'branch':
      return run.branchedFrom ? { ...run, branchedFrom: { ...run.branchedFrom, from: event.from } } : run;
    case 'tokens':
      return {
        ...run,
        records: grown(run.records, event.records),
        texts: run.records.length === 0 ? { ...run.texts, ...event.texts } : Object.assign(run.texts, event.texts),
        paragraphs: appendToParagraphs(run.paragraphs, event.records),
        elapsedMilliseconds: event.elapsedMilliseconds,
        firstTokenMilliseconds: run.firstTokenMilliseconds ?? sincePressed,
      };
    case 'withdraw': {
      const records = run.records.slice(0, event.length);
      return { ...run, records, paragraphs: cutParagraphs(run.paragraphs, event.length) };
    }
    default:
      return {
        ...run,
        status: 'finished',
        end: event.end,
        elapsedMilliseconds: event.elapsedMilliseconds,
        totalMilliseconds: sincePressed,
      };
  }
}

export function failRun(run: LaneRun, problem: Problem): LaneRun {
  return { ...run, status: 'failed', problem };
}

/** The lane's trace, or null before the worker has said what it is running. */
export function traceOf(run: LaneRun): Trace | null {
  return run.header && { header: run.header, records: run.records, texts: run.texts, end: run.end };
}

export function outputText(run: LaneRun): string {
  return run.records.map((record) => record.text).join('');
}

export function isOver(run: LaneRun): boolean {
  return run.status === 'finished' || run.status === 'failed' || run.status === 'cut-off';
}

/** Whether it has begun and broke off before its end, so that it can go on. */
export function isCutOff(run: LaneRun): boolean {
  return isOver(run) && run.header !== null && run.end === null;
}
