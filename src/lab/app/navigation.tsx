import { useLab } from '../session/lab.ts';
import styles from './navigation.module.css';
import { COMPARE, EVALUATE, type Route } from './route.ts';

const PAGES = [
  { page: 'compare', address: COMPARE, name: 'Compare' },
  { page: 'evaluate', address: EVALUATE, name: 'Evaluate' },
] as const;

export function Navigation({ current }: { readonly current: Route['page'] }) {
  const evaluating = useLab((state) => state.evaluating);
  return (
    <nav aria-label="Pages" className={styles.navigation}>
      {PAGES.map(({ page, address, name }) => (
        <a key={page} href={address} aria-current={page === current ? 'page' : undefined}>
          {name}
          {page === 'evaluate' && evaluating && <span className={styles.state}> · running</span>}
        </a>
      ))}
    </nav>
  );
}
