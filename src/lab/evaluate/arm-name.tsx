import styles from './arm-name.module.css';

/** The letter of a strategy in the report, and its name. */
export function ArmName({ letter, label }: { readonly letter: string; readonly label: string }) {
  return (
    <span className={styles.arm}>
      <span className={styles.letter}>{letter}</span> {label}
    </span>
  );
}
