import { armTitle } from './arm-title.ts';
import styles from './arm-name.module.css';

/** The letter of a strategy in the report, and its title. */
export function ArmName({ letter, label }: { readonly letter: string; readonly label: string }) {
  return (
    <span className={styles.arm}>
      <span className={styles.letter}>{letter}</span> {armTitle(label)}
    </span>
  );
}
