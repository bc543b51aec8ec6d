import { laneFigures, type LaneFigures } from '../../decoding/figures.ts';
import { extractBoxed, gradeResponse, type KnownAnswer, type Verdict } from '../../evaluation/answer.ts';
import { methodFigures, type MethodFigures } from './method-figures.ts';
import { isOver, outputText, type LaneRun } from './lane-run.ts';

export interface LaneSummary extends LaneFigures, MethodFigures {
  /** null until there are tokens and a time to divide by. */
  readonly tokensPerSecond: number | null;
  /** Set once the lane is over. */
  readonly answer: { readonly text: string | null; readonly verdict: Verdict } | null;
}

function answerOf(text: string, known: KnownAnswer): NonNullable<LaneSummary['answer']> {
  return { text: extractBoxed(text), verdict: gradeResponse(known, text).verdict };
}

export function summarise(run: LaneRun, reflectionIds: ReadonlySet<number>, known: KnownAnswer): LaneSummary {
  const figures = laneFigures(run.records, reflectionIds);
  const seconds = run.elapsedMilliseconds / 1000;
  return {
    ...figures,
    ...methodFigures(run.records),
    tokensPerSecond: figures.tokens > 0 && seconds > 0 ? figures.tokens / seconds : null,
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
} as const;

/** How the lane stands, in words. */
export function describeStatus(run: LaneRun): string {
  if (run.status === 'failed') return 'failed';
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
