import { useLab } from '../session/lab.ts';
import styles from './navigation.module.css';
import { PAGES } from './pages.tsx';
import { addressOf, type PageId } from './route.ts';

export function Navigation({ current }: { readonly current: PageId }) {
  const evaluating = useLab((state) => state.evaluating);
  return (
    <nav aria-label="Pages" className={styles.navigation}>
      {(Object.keys(PAGES) as PageId[]).map((page) => (
        <a key={page} href={addressOf(page)} aria-current={page === current ? 'page' : undefined}>
          {PAGES[page].name}
          {page === 'evaluate' && evaluating && <span className={styles.state}> · running</span>}
        </a>
      ))}
    </nav>
  );
}
