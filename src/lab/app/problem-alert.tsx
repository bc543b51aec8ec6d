import { lab, useLab } from '../session/lab.ts';
import styles from './problem-alert.module.css';

/** What went wrong and what to do about it. The region is always there, so that screen readers hear what appears in it. */
export function ProblemAlert() {
  const model = useLab((state) => state.model);
  const runProblem = useLab((state) => state.problem);
  const notice = useLab((state) => state.notice);
  const unsaved = useLab(({ comparison, unsaved: reason }) => (comparison?.keep ? reason : null));
  const problem = model.kind === 'failed' ? model.problem : runProblem;
  return (
    <div className={styles.region} role="alert" aria-label="Problems">
      {notice !== null && <p className={styles.notice}>{notice}</p>}
      {unsaved && (
        <p className={styles.notice}>
          <strong>{unsaved.message}</strong> {unsaved.hint}
        </p>
      )}
      {problem && (
        <div className={styles.problem}>
          <p>
            <strong>{problem.message}</strong> {problem.hint}
          </p>
          {(model.kind === 'failed' || model.kind === 'unloaded') && (
            <button type="button" onClick={() => void lab.ensureModel()}>
              Try again
            </button>
          )}
        </div>
      )}
    </div>
  );
}
