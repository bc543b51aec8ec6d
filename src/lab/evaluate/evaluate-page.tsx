import { useEffect, useState } from 'react';
import styles from './evaluate-page.module.css';
import { runs, useRun } from './evaluation.ts';
import { FirstRun } from './first-run.tsx';
import { OpenResults } from './open-results.tsx';
import { ResultSection } from './result-section.tsx';
import { RunForm } from './run-form.tsx';
import { RunProgress } from './run-progress.tsx';
import { useView } from './view-state.ts';

/** A small evaluation on this machine, and reports of larger ones. */
export function EvaluatePage() {
  const run = useRun();
  const opened = useView((state) => state.opened.samples.length > 0);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    void runs.restore().then(() => setRestored(true));
  }, []);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <RunForm />
        <OpenResults />
      </div>
      {run && <RunProgress run={run} />}
      <ResultSection run={run} />
      {restored && run === null && !opened && <FirstRun />}
    </div>
  );
}
