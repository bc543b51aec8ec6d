import { describeAnswer, describeStatus, type LaneSummary } from '../session/lane-summary.ts';
import type { LaneRun } from '../session/lane-run.ts';
import styles from './lane-figures.module.css';

const VERDICT_SIGNS = { correct: '✓', wrong: '✗', 'no answer': '–', unscored: '' } as const;

interface LaneFiguresProps {
  readonly run: LaneRun;
  readonly summary: LaneSummary;
  readonly gold: string;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What was counted on this lane; each figure appears once it is true. */
export function LaneFigures({ run, summary, gold }: LaneFiguresProps) {
  const { tokens, reflections, tokensPerSecond, answer } = summary;
  const known =
    answer && answer.verdict !== 'correct' && answer.verdict !== 'unscored' ? ` (known answer: ${gold})` : '';
  return (
    <div className={styles.figures}>
      {answer ? (
        <p className={styles.answer} data-verdict={answer.verdict}>
          <span aria-hidden="true">{VERDICT_SIGNS[answer.verdict]}</span> {describeAnswer(answer)}
          {known}
        </p>
      ) : (
        // Holds the line, so that the text does not jump when the answer is known.
        <p className={styles.pending}>{describeStatus(run)}</p>
      )}
      <p className={styles.counts}>
        {tokens > 0 && `${plural(tokens, 'token')} · ${plural(reflections, 'reflection')} · `}
        {tokensPerSecond !== null && `${Math.round(tokensPerSecond)} tok/s · `}
        {answer && describeStatus(run)}
      </p>
    </div>
  );
}
