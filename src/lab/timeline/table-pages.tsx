import { useState, type ReactNode } from 'react';
import styles from './timeline.module.css';

/** Rows of a table that are drawn at once: 32,000 would hold the page up, and nobody reads them. */
const ROWS = 50;

interface TablePagesProps {
  /** Of the whole table. */
  readonly rows: number;
  /** What the rows are, for the buttons: "tokens". */
  readonly noun: string;
  /** What else chooses the rows. */
  readonly children?: ReactNode;
  readonly renderRows: (from: number, to: number) => ReactNode;
}

/** A table a page at a time. */
export function TablePages({ rows, noun, children, renderRows }: TablePagesProps) {
  const [page, setPage] = useState(0);
  const last = Math.max(1, Math.ceil(rows / ROWS)) - 1;
  const held = Math.min(page, last);
  const from = held * ROWS;
  const to = Math.min(rows, from + ROWS);
  return (
    <>
      <div className={styles.pages}>
        {children}
        {last > 0 && (
          <>
            <button type="button" aria-disabled={held === 0} onClick={() => setPage(Math.max(0, held - 1))}>
              Earlier {noun}
            </button>
            <button type="button" aria-disabled={held === last} onClick={() => setPage(Math.min(last, held + 1))}>
              Later {noun}
            </button>
          </>
        )}
        <span aria-live="polite">{rows === 0 ? `no ${noun} yet` : `${noun} ${from} to ${to - 1} of ${rows}`}</span>
      </div>
      {renderRows(from, to)}
    </>
  );
}
