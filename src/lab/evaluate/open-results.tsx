import { FileButton } from '../app/file-button.tsx';
import { FileDrop } from '../app/file-drop.tsx';
import styles from './open-results.module.css';
import { useView } from './view-state.ts';

/** A finished evaluation from disk, by button or by dropping its files here. */
export function OpenResults() {
  const open = useView((state) => state.open);
  const problem = useView((state) => state.problem);
  return (
    <FileDrop onDrop={({ files }) => void open([...files])}>
      <section className={styles.open} aria-labelledby="open-title">
        <h2 id="open-title" className={styles.title}>
          Open
        </h2>
        <p className={styles.note}>
          Results of <code>npm run eval</code> or of this page: drop <code>samples.jsonl</code> here, with{' '}
          <code>report.json</code> if you have it. Problems of other tasks can join: then samples can be run again.
        </p>
        <FileButton
          label="Open results …"
          accept=".jsonl,.ndjson,.json,.txt"
          multiple
          onFiles={(files) => void open(files)}
        />
        <p className={styles.note}>Files are read in this page and go nowhere.</p>
        <p role="alert" className={styles.fault}>
          {problem && `${problem.message} ${problem.hint}`}
        </p>
      </section>
    </FileDrop>
  );
}
