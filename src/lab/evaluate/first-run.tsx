import { useState } from 'react';
import action from '../app/action.module.css';
import styles from './first-run.module.css';
import { formFault } from './read-run-form.ts';
import { useRunForm } from './run-form-state.ts';
import { startRun } from './start-run.ts';

const FEW = 10;

/** Before there are results: what they will be, and a run that is soon over. */
export function FirstRun() {
  const [refused, setRefused] = useState<string | null>(null);
  const form = useRunForm();
  const fault = formFault({ ...form, limit: String(FEW), samples: '1' });
  async function start(): Promise<void> {
    form.setField('limit', String(FEW));
    form.setField('samples', '1');
    setRefused(await startRun());
  }
  return (
    <section className={styles.first} aria-labelledby="first-title">
      <h2 id="first-title" className={styles.title}>
        Nothing has been run here yet
      </h2>
      <p>
        One run on the Compare page may be luck. Here many problems are solved under each strategy, and then you see:
      </p>
      <ul className={styles.list}>
        <li>how many answers of each are right, with a 95 % interval;</li>
        <li>the difference from strategy A, paired problem by problem, and whether chance alone explains it;</li>
        <li>what it cost: tokens, probes, second thoughts;</li>
        <li>every sample, and what the strategy did to it, token by token, on the Compare page.</li>
      </ul>
      <div className={styles.start}>
        <button
          type="button"
          className={action.action}
          aria-disabled={fault !== null}
          aria-describedby="first-size"
          onClick={() => {
            if (fault === null) void start();
          }}
        >
          <span aria-hidden="true">▶</span> Try {FEW} problems
        </button>
        <p id="first-size" className={styles.note}>
          {refused ??
            'With the strategies and settings above, one sample each: enough to see how it works, too few to tell.'}
        </p>
      </div>
    </section>
  );
}
