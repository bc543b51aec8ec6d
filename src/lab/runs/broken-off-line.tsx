import { useLab } from '../session/lab.ts';
import { isCutOff } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { runs, useRuns } from './runs.ts';
import { savedRunOf } from './saved-run.ts';
import styles from './recording-line.module.css';

/** Says that the run on the screen broke off, and goes on with it. */
export function BrokenOffLine() {
  const comparison = useLab((state) => state.comparison);
  const quiet = useLab((state) => state.activity === 'idle' && !state.replaying);
  const problem = useRuns((state) => state.problem);
  const cut = comparison?.lanes.flatMap((run, lane) => (isCutOff(run) ? [{ run, lane }] : [])) ?? [];
  if (!comparison || !quiet || cut.length === 0) return null;
  const where = cut.map(({ run, lane }) => `${laneLetter(lane)} at token ${run.records.length}`).join(', ');
  return (
    <section className={styles.line} aria-label="Broken off">
      <p className={styles.words}>
        This run broke off before its end: {where}. It can go on from there.
        {problem && (
          <span role="alert">
            {' '}
            <strong>{problem.message}</strong> {problem.hint}
          </span>
        )}
      </p>
      <button
        type="button"
        onClick={() =>
          void runs.goOn(comparison.recording?.id ?? comparison.id, savedRunOf(comparison, '', Date.now()))
        }
      >
        Continue
      </button>
    </section>
  );
}
