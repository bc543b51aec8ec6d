import type { Report } from '../../evaluation/report/report.ts';
import { renderReport } from '../../evaluation/report/render-report.ts';
import { sampleLine } from '../../evaluation/run/sample-lines.ts';
import type { Sample } from '../../evaluation/sample.ts';
import styles from './result-figures.module.css';

function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the content by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

interface SaveButtonsProps {
  readonly samples: readonly Sample[];
  /** null while it is being computed. */
  readonly report: Report | null;
}

/** The files that npm run eval writes, by the same code. */
export function SaveButtons({ samples, report }: SaveButtonsProps) {
  return (
    <div className={styles.save} role="group" aria-label="Save">
      <button
        type="button"
        onClick={() => save('samples.jsonl', 'application/jsonl', samples.map(sampleLine).join(''))}
      >
        Save samples.jsonl
      </button>
      <button
        type="button"
        disabled={report === null}
        onClick={() => report && save('report.json', 'application/json', `${JSON.stringify(report, null, 2)}\n`)}
      >
        Save report.json
      </button>
      <button
        type="button"
        disabled={report === null}
        onClick={() => report && save('report.html', 'text/html', renderReport(report))}
      >
        Save report.html
      </button>
    </div>
  );
}
