import { useEffect, useState } from 'react';
import { FileButton } from '../app/file-button.tsx';
import { addressOf } from '../app/route.ts';
import { FileDrop } from '../app/file-drop.tsx';
import { RunItem } from './run-item.tsx';
import { followRuns, runs, useRuns } from './runs.ts';
import styles from './runs-page.module.css';
import { matches } from './search-runs.ts';

/** Every comparison that ran in this browser, and those from files. */
export function RunsPage() {
  const list = useRuns((state) => state.list);
  const problem = useRuns((state) => state.problem);
  const [search, setSearch] = useState('');
  useEffect(followRuns, []);
  const found = list?.filter((entry) => matches(entry, search)) ?? [];
  return (
    <FileDrop className={styles.page} onDrop={({ files }) => void runs.importFiles([...files])}>
      <div className={styles.top}>
        <h2 className={styles.title}>Runs</h2>
        <label className={styles.search}>
          Search
          <input type="text" role="searchbox" value={search} onChange={(event) => setSearch(event.target.value)} />
        </label>
        <FileButton
          label="Open a file …"
          accept=".jsonl,.ndjson,.json,.txt"
          multiple
          onFiles={(files) => void runs.importFiles(files)}
        />
      </div>
      <p className={styles.note}>
        Comparisons are kept in this browser while they run, and opened without a model; one that broke off can go on.
        Files that were exported can be dropped here. Nothing is sent anywhere.
      </p>
      <div role="alert">
        {problem && (
          <p className={styles.problem}>
            <strong>{problem.message}</strong> {problem.hint}
          </p>
        )}
      </div>
      <p role="status" className={styles.note}>
        {describeCount(list?.length ?? null, found.length, search)}
      </p>
      {list?.length === 0 && (
        <p>
          <a href={addressOf('compare')}>Go to Compare and press Run</a>: what comes is kept here, token by token.
        </p>
      )}
      <ul className={styles.list}>
        {found.map((entry) => (
          <RunItem key={entry.id} entry={entry} />
        ))}
      </ul>
    </FileDrop>
  );
}

function describeCount(all: number | null, found: number, search: string): string {
  if (all === null) return 'Looking for runs …';
  if (all === 0) return 'No runs are kept yet.';
  const count = `${all} run${all === 1 ? '' : 's'}`;
  return search.trim() === '' ? count : `${found} of ${count}`;
}
