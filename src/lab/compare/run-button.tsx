import { useEffect } from 'react';
import action from '../app/action.module.css';
import { lab, useLab } from '../session/lab.ts';
import { runFault } from '../session/run-plan.ts';
import styles from './run-button.module.css';

const SHORTCUT = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘ Enter' : 'Ctrl Enter';

const HINTS = {
  idle: SHORTCUT,
  waiting: 'Waiting for the model',
  running: 'Running',
  stopping: 'Stopping',
} as const;

/** Run, and while something runs, Stop. One button, so that the keyboard focus stays where it was. */
export function RunButton() {
  const activity = useLab((state) => state.activity);
  const fault = useLab(runFault);
  const idle = activity === 'idle';
  const off = (idle && fault !== null) || activity === 'stopping';

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      void lab.run();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <div className={styles.run}>
      <button
        type="button"
        className={action.action}
        aria-disabled={off}
        aria-describedby="run-hint"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={() => {
          if (off) return;
          if (idle) void lab.run();
          else lab.stop();
        }}
      >
        <span aria-hidden="true">{idle ? '▶' : '■'}</span> {idle ? 'Run' : 'Stop'}
      </button>
      <span id="run-hint" className={fault !== null && idle ? styles.fault : styles.hint}>
        {idle && fault !== null ? `Run is off. ${fault}` : HINTS[activity]}
      </span>
    </div>
  );
}
