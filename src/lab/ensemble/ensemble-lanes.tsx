import { memo } from 'react';
import type { Ballot } from '../../control/ensembles/ensemble.ts';
import { compareLink } from '../compare-link.ts';
import { extractBoxed } from '../../evaluation/answer.ts';
import { describeStatus } from '../session/lane-summary.ts';
import { isOver, outputText } from '../session/lane-run.ts';
import styles from './ensemble-panel.module.css';
import type { EnsembleLane, EnsemblePlan, EnsembleRun } from './ensemble-session.ts';

/** What is seen of a lane at work. */
const TAIL = 160;

/** The runs in the order of their numbers, as they think and, once they are over, as they vote. */
export function EnsembleLanes({ ensemble }: { readonly ensemble: EnsembleRun }) {
  const { lanes, verdict, plan } = ensemble;
  return (
    <ol className={styles.lanes} aria-label="Runs of the ensemble">
      {lanes.map((entry) => (
        <Run
          key={entry.run}
          entry={entry}
          plan={plan}
          ballot={verdict?.ballots.find(({ run }) => run === entry.run)}
          wins={
            verdict?.tallies.some(({ answer, runs }) => answer === verdict.answer && runs.includes(entry.run)) ?? false
          }
        />
      ))}
    </ol>
  );
}

interface RunProps {
  readonly entry: EnsembleLane;
  readonly plan: EnsemblePlan;
  readonly ballot: Ballot | undefined;
  readonly wins: boolean;
}

/** The comparison that shows this run beside plain decoding, token by token. */
function linkOf({ seed, lane }: EnsembleLane, { prompt, known, sampling, maxTokens }: EnsemblePlan): string | null {
  const [first, ...also] = lane.strategies.map(({ id, settings }) => ({ strategy: id, settings: { ...settings } }));
  if (!first) return null;
  return compareLink({
    prompt,
    answer: {
      gold: known.gold,
      ...(known.numbers && { numbers: [...known.numbers] }),
      ...(known.target !== undefined && { target: known.target }),
    },
    lanes: [
      { strategy: 'plain', settings: {} },
      { ...first, ...(also.length > 0 && { also }) },
    ],
    sampling: { ...sampling, seed },
    maxTokens,
  });
}

/** Memoised: others go on while this one has ended. */
const Run = memo(function Run({ entry, plan, ballot, wins }: RunProps) {
  const { run, lane } = entry;
  const text = outputText(lane);
  const over = isOver(lane);
  const address = over ? linkOf(entry, plan) : null;
  return (
    <li className={styles.run} data-wins={wins}>
      <p className={styles.runHead}>
        <strong>Run {run + 1}</strong>
        <span className={styles.note}>
          {describeStatus(lane)} · {lane.records.length} tokens
        </span>
      </p>
      <p className={styles.runAnswer}>{over ? (extractBoxed(text) ?? 'no answer') : '…'}</p>
      {ballot ? (
        <p className={styles.note}>
          weight {ballot.weight.toFixed(2).replace(/\.?0+$/, '')} · {ballot.reason}
        </p>
      ) : (
        <p className={styles.tail}>{text.slice(-TAIL)}</p>
      )}
      {address !== null && (
        <a href={address} className={styles.link}>
          Open run {run + 1} beside plain
        </a>
      )}
    </li>
  );
});
