import type { Verdict } from '../../control/ensembles/ensemble.ts';
import { sameAnswerTo } from '../../evaluation/answer.ts';
import { gradeGiven } from '../../evaluation/grader/grade-response.ts';
import styles from './ensemble-panel.module.css';
import type { EnsembleRun } from './ensemble-session.ts';

const VERDICTS = { correct: '✓ correct', wrong: '✗ wrong', 'no answer': '∅ no answer', unscored: '' } as const;

const tokensOf = ({ lanes }: EnsembleRun): number =>
  lanes
    .flatMap(({ lane }) => lane.records)
    .reduce((sum, { probes }) => sum + 1 + probes.reduce((cost, probe) => cost + probe.cost, 0), 0);

/** The answer that won, with the weight of every answer and what all runs cost. */
export function VerdictPanel({ ensemble, verdict }: { readonly ensemble: EnsembleRun; readonly verdict: Verdict }) {
  const { known } = ensemble.plan;
  const graded = gradeGiven(known, verdict.answer).verdict;
  const same = sameAnswerTo(known);
  const heaviest = Math.max(...verdict.tallies.map(({ weight }) => weight));
  return (
    <section aria-labelledby="verdict-title" className={styles.verdict}>
      <h3 id="verdict-title" className={styles.verdictTitle}>
        Verdict
      </h3>
      <p className={styles.answer}>
        <output>{verdict.answer ?? 'no answer'}</output>{' '}
        <span className={graded === 'correct' ? styles.right : styles.wrong}>{VERDICTS[graded]}</span>
      </p>
      <p className={styles.note}>
        {verdict.reason} {ensemble.lanes.length} runs, {tokensOf(ensemble)} tokens with probes.
      </p>
      <ul className={styles.tallies} aria-label="Votes by answer">
        {verdict.tallies
          .toSorted((a, b) => b.weight - a.weight)
          .map(({ answer, weight, runs }) => (
            <li key={answer} className={styles.tally}>
              <span className={styles.tallyAnswer}>{answer}</span>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={verdict.answer !== null && same(answer, verdict.answer) ? styles.leading : styles.bar}
                  style={{ width: `${(100 * weight) / heaviest}%` }}
                />
              </span>
              <span>
                <strong>{weight.toFixed(2).replace(/\.?0+$/, '')}</strong>{' '}
                <span className={styles.note}>
                  {runs.length === 1 ? 'run' : 'runs'} {runs.map((run) => run + 1).join(', ')}
                </span>
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
