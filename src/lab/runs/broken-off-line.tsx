import { lab, useLab } from '../session/lab.ts';
import { isCutOff } from '../session/lane-run.ts';
import { laneLetter } from '../session/lane-setup.ts';
import styles from './recording-line.module.css';

/** Says that the run on the screen broke off, and goes on with it. */
export function BrokenOffLine() {
  const comparison = useLab((state) => state.comparison);
  const quiet = useLab((state) => state.activity === 'idle' && !state.replaying);
  const cut = comparison?.lanes.flatMap((run, lane) => (isCutOff(run) ? [{ run, lane }] : [])) ?? [];
  if (!comparison || !quiet || cut.length === 0) return null;
  const where = cut.map(({ run, lane }) => `${laneLetter(lane)} at token ${run.records.length}`).join(', ');
  return (
    <section className={styles.line} aria-label="Broken off">
      <p className={styles.words}>This run broke off before its end: {where}. It can go on from there.</p>
      <button type="button" onClick={() => void lab.goOn(comparison)}>
        Continue
      </button>
    </section>
  );
}
