import styles from './header.module.css';
import { ModelStatus } from './model-status.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function Header() {
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>Second Thought</h1>
      <div className={styles.right}>
        <ModelStatus />
        <ThemeToggle />
      </div>
    </header>
  );
}
