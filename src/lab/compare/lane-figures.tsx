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

/** Only what there is to count; what a probe computed is no part of the text and stays apart. */
function countWords(summary: LaneSummary): readonly string[] {
  const { tokens, reflections, probeTokens, corrections, bans } = summary;
  if (tokens === 0) return [];
  const counts = [
    `${plural(tokens, 'token')}${probeTokens > 0 ? ` + ${plural(probeTokens, 'probe token')}` : ''}`,
    plural(reflections, 'reflection'),
  ];
  if (corrections > 0) counts.push(plural(corrections, 'correction'));
  if (bans > 0) counts.push(plural(bans, 'ban'));
  return counts;
}

/** What was counted on this lane; each figure appears once it is true. */
export function LaneFigures({ run, summary, gold }: LaneFiguresProps) {
  const { tokensPerSecond, answer } = summary;
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
        {countWords(summary)
          .map((count) => `${count} · `)
          .join('')}
        {tokensPerSecond !== null && `${Math.round(tokensPerSecond)} tok/s · `}
        {answer && describeStatus(run)}
      </p>
    </div>
  );
}
