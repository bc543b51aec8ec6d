import { useEffect, useRef } from 'react';
import { ComparePage } from '../compare/compare-page.tsx';
import styles from './app.module.css';
import { Announcer } from './announcer.tsx';
import { EvaluateLoader } from './evaluate-loader.tsx';
import { Header } from './header.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { usePage } from './use-page.ts';

/** Where the keyboard goes past the header; the address stays that of the page. */
const PLACES = {
  compare: { id: 'lanes', words: 'Skip to the lanes', title: 'Second Thought' },
  evaluate: { id: 'main', words: 'Skip to the evaluation', title: 'Evaluate · Second Thought' },
} as const;

export function App() {
  const page = usePage();
  const main = useRef<HTMLElement>(null);
  const { id, words, title } = PLACES[page];

  useEffect(() => {
    document.title = title;
    // Who followed a link that has gone with its page goes on at the top of the new one.
    if (document.activeElement === document.body) main.current?.focus();
  }, [title]);

  return (
    <div className={styles.app}>
      <a
        className={styles.skip}
        href={`#${id}`}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById(id)?.focus();
        }}
      >
        {words}
      </a>
      <Header page={page} />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <ProblemAlert />
        {page === 'compare' ? <ComparePage /> : <EvaluateLoader />}
      </main>
      <Announcer />
    </div>
  );
}
