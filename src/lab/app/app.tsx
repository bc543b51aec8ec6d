import { Suspense, useEffect, useRef } from 'react';
import { Announcer } from './announcer.tsx';
import styles from './app.module.css';
import { Header } from './header.tsx';
import { PAGES } from './pages.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { usePage } from './use-page.ts';

export function App() {
  const page = usePage();
  const main = useRef<HTMLElement>(null);
  const { name, title, skipTo, Page } = PAGES[page];

  useEffect(() => {
    document.title = title;
    // Who followed a link that has gone with its page goes on at the top of the new one.
    if (document.activeElement !== document.body) return;
    // Focus alone would scroll the header out of sight.
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);

  return (
    <div className={styles.app}>
      <a
        className={styles.skip}
        href={`#${skipTo.id}`}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById(skipTo.id)?.focus();
        }}
      >
        {skipTo.words}
      </a>
      <Header page={page} />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <ProblemAlert />
        <Suspense fallback={<p>Loading the {name} page …</p>}>
          <Page />
        </Suspense>
      </main>
      <Announcer />
    </div>
  );
}
