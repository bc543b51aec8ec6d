import { EXPORTS, type ExportKind } from './export-run.ts';
import styles from './export-buttons.module.css';

interface ExportButtonsProps {
  /** Of the run. */
  readonly name: string;
  readonly onExport: (kind: ExportKind) => void;
}

/** The forms in which a run leaves the page. */
export function ExportButtons({ name, onExport }: ExportButtonsProps) {
  return (
    <details className={styles.export}>
      <summary aria-label={`Export ${name}`}>Export</summary>
      <div className={styles.kinds}>
        {EXPORTS.map(({ kind, label }) => (
          <button key={kind} type="button" onClick={() => onExport(kind)}>
            {label}
          </button>
        ))}
      </div>
    </details>
  );
}
