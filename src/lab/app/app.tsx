import { ComparePage } from '../compare/compare-page.tsx';
import styles from './app.module.css';
import { Announcer } from './announcer.tsx';
import { Header } from './header.tsx';
import { ProblemAlert } from './problem-alert.tsx';

export function App() {
  return (
    <div className={styles.app}>
      <a className={styles.skip} href="#lanes">
        Skip to the lanes
      </a>
      <Header />
      <main className={styles.main}>
        <ProblemAlert />
        <ComparePage />
      </main>
      <Announcer />
    </div>
  );
}
