import { countToken, NO_FIGURES, type LaneFigures } from '../../decoding/figures.ts';
import { extractBoxed, gradeResponse, type KnownAnswer, type Verdict } from '../../evaluation/answer.ts';
import { foldByTokens, growingFold } from './growing-fold.ts';
import { countMethods, NO_METHOD_FIGURES, type MethodFigures } from './method-figures.ts';
import { isOver, outputText, type LaneRun } from './lane-run.ts';

export interface LaneSummary extends LaneFigures, MethodFigures {
  /** null until there are tokens and a time to divide by. */
  readonly tokensPerSecond: number | null;
  /** Set once the lane is over. */
  readonly answer: { readonly text: string | null; readonly verdict: Verdict } | null;
}

const countOf = foldByTokens((reflectionIds) =>
  growingFold(
    () => ({ ...NO_FIGURES, ...NO_METHOD_FIGURES }),
    (counts, record) => {
      countToken(counts, record, reflectionIds);
      countMethods(counts, record);
    },
  ),
);

function answerOf(text: string, known: KnownAnswer): NonNullable<LaneSummary['answer']> {
  return { text: extractBoxed(text), verdict: gradeResponse(known, text).verdict };
}

interface Summarised {
  readonly reflectionIds: ReadonlySet<number>;
  readonly known: KnownAnswer;
  readonly summary: LaneSummary;
}

/** A run is another object after every event, so what was said of one holds as long as there is one. */
const summaries = new WeakMap<LaneRun, Summarised>();

/** Cheap while tokens stream in: only what is new is counted, and only of lanes in which something happened. */
export function summarise(run: LaneRun, reflectionIds: ReadonlySet<number>, known: KnownAnswer): LaneSummary {
  const before = summaries.get(run);
  if (before?.reflectionIds === reflectionIds && before.known === known) return before.summary;
  const summary = count(run, reflectionIds, known);
  summaries.set(run, { reflectionIds, known, summary });
  return summary;
}

function count(run: LaneRun, reflectionIds: ReadonlySet<number>, known: KnownAnswer): LaneSummary {
  const counts = countOf(run.records, reflectionIds);
  const seconds = run.elapsedMilliseconds / 1000;
  return {
    ...counts,
    tokensPerSecond: counts.tokens > 0 && seconds > 0 ? counts.tokens / seconds : null,
    answer: isOver(run) && run.records.length > 0 ? answerOf(outputText(run), known) : null,
  };
}

/** The answer and its verdict in words. */
export function describeAnswer({ text, verdict }: NonNullable<LaneSummary['answer']>): string {
  if (text === null) return 'no answer';
  return verdict === 'unscored' ? `answer ${text}` : `answer ${text}, ${verdict}`;
}

const ENDS = {
  end: 'finished',
  length: 'cut off at the token limit',
  context: 'cut off: the context is full',
  strategy: 'ended by the strategy',
  stopped: 'stopped',
  loop: 'no answer: repeating',
  thinking: 'no answer: the thinking budget is spent',
} as const;

/** How the lane stands, in words. */
export function describeStatus(run: LaneRun): string {
  if (run.status === 'failed') return 'failed';
  if (run.status === 'cut-off') return 'broken off';
  if (run.end) return ENDS[run.end.reason];
  return run.status === 'running' ? 'running' : 'waiting';
}

/** The sentence that screen readers hear when a lane is over. */
export function announceLane(letter: string, run: LaneRun, summary: LaneSummary): string {
  if (run.problem) return `Lane ${letter}: failed. ${run.problem.message}`;
  const parts = [`Lane ${letter}: ${describeStatus(run)}`, `${summary.tokens} tokens`];
  if (summary.answer) parts.push(describeAnswer(summary.answer));
  return `${parts.join(', ')}.`;
}
