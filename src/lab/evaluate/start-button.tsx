import { useState } from 'react';
import action from '../app/action.module.css';
import { useRun } from './evaluation.ts';
import { formFault } from './read-run-form.ts';
import { useRunForm } from './run-form-state.ts';
import styles from './run-form.module.css';
import { isUnderWay } from './run-session.ts';
import { startRun } from './start-run.ts';

function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}

/** Start, and how much that would be. */
export function StartButton() {
  const form = useRunForm();
  const run = useRun();
  const [refused, setRefused] = useState<string | null>(null);
  const busy = isUnderWay(run);
  const fault = formFault(form);
  const replaces = run !== null && run.samples.length > 0 && !busy;
  const problems = form.task?.kind === 'ready' ? Math.min(form.task.task.items.length, Number(form.limit)) : 0;
  const size = [
    plural(problems, 'problem'),
    plural(Number(form.samples), 'sample'),
    plural(form.arms.length, 'strategy', 'strategies'),
  ].join(' × ');
  const total = problems * Number(form.samples) * form.arms.length;

  async function start(): Promise<void> {
    setRefused(null);
    setRefused(await startRun());
  }

  const off = busy || fault !== null;
  return (
    <div className={styles.start}>
      <button
        type="button"
        className={action.action}
        aria-disabled={off}
        aria-describedby="run-size"
        onClick={() => {
          if (!off) void start();
        }}
      >
        <span aria-hidden="true">▶</span> Start
      </button>
      <p id="run-size" className={(fault ?? refused) === null ? styles.note : styles.fault}>
        {fault ?? refused ?? `${size} = ${total} to make.${replaces ? ' This replaces the run below.' : ''}`}
      </p>
    </div>
  );
}
