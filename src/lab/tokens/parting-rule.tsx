import styles from './token-text.module.css';

/** Stands in every lane before the first token that differs. */
export function PartingRule() {
  return <span className={styles.parting}>they part here</span>;
}
