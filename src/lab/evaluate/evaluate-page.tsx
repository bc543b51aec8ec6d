import { useEffect } from 'react';
import styles from './evaluate-page.module.css';
import { runs, useRun } from './evaluation.ts';
import { OpenResults } from './open-results.tsx';
import { ResultSection } from './result-section.tsx';
import { RunForm } from './run-form.tsx';
import { RunProgress } from './run-progress.tsx';

/** A small evaluation on this machine, and reports of larger ones. */
export function EvaluatePage() {
  const run = useRun();
  useEffect(() => {
    void runs.restore();
  }, []);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <RunForm />
        <OpenResults />
      </div>
      {run && <RunProgress run={run} />}
      <ResultSection run={run} />
    </div>
  );
}
