import { useLab } from '../session/lab.ts';
import { ArmFields } from './arm-fields.tsx';
import { NumberFields } from './number-fields.tsx';
import styles from './run-form.module.css';
import { StartButton } from './start-button.tsx';
import { TaskField } from './task-field.tsx';

/** What to run; the same choices as npm run eval has. */
export function RunForm() {
  const device = useLab((state) => (state.model.kind === 'ready' ? state.model.model.engine.description : null));
  return (
    <form className={styles.form} aria-labelledby="run-title" onSubmit={(event) => event.preventDefault()}>
      <h2 id="run-title" className={styles.title}>
        Run
      </h2>
      <p className={styles.note}>
        Every problem under every strategy, with the same random numbers for each, on this machine
        {device === null ? '' : ` (${device})`}.
      </p>
      <TaskField />
      <NumberFields />
      <ArmFields />
      <StartButton />
    </form>
  );
}
