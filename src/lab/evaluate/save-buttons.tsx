import type { Report } from '../../evaluation/report/report.ts';
import { renderReport } from '../../evaluation/report/render-report.ts';
import { sampleLine } from '../../evaluation/run/sample-lines.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { saveFile } from '../app/save-file.ts';
import styles from './result-figures.module.css';

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
        onClick={() => saveFile('samples.jsonl', samples.map(sampleLine).join(''), 'application/jsonl')}
      >
        Save samples.jsonl
      </button>
      <button
        type="button"
        disabled={report === null}
        onClick={() => report && saveFile('report.json', `${JSON.stringify(report, null, 2)}\n`, 'application/json')}
      >
        Save report.json
      </button>
      <button
        type="button"
        disabled={report === null}
        onClick={() => report && saveFile('report.html', renderReport(report), 'text/html')}
      >
        Save report.html
      </button>
    </div>
  );
}
