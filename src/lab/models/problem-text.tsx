import type { Problem } from '../../control/errors.ts';
import styles from './models-page.module.css';

/** The region is always there, so that screen readers hear what appears in it. */
export function ProblemText({ problem }: { readonly problem: Problem | undefined }) {
  return (
    <div role="alert">
      {problem && (
        <p className={styles.problem}>
          <strong>{problem.message}</strong> {problem.hint}
        </p>
      )}
    </div>
  );
}
