import { Palette } from '../palette/palette.tsx';
import styles from './header.module.css';
import { ModelStatus } from './model-status.tsx';
import { Navigation } from './navigation.tsx';
import type { PageId } from './route.ts';
import { ThemeToggle } from './theme-toggle.tsx';

export function Header({ page }: { readonly page: PageId }) {
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>Second Thought</h1>
      <Navigation current={page} />
      <div className={styles.right}>
        <ModelStatus />
        <Palette />
        <ThemeToggle />
      </div>
    </header>
  );
}
