import { useState } from 'react';
import { writeTrace } from '../../decoding/trace-file.ts';
import { outputText, traceOf, type LaneRun } from '../session/lane-run.ts';
import styles from './copy-buttons.module.css';

type Copied = 'nothing' | 'text' | 'trace' | 'refused';

const REPLIES: Readonly<Record<Copied, string>> = {
  nothing: '',
  text: 'Text copied',
  trace: 'Trace copied',
  refused: 'The browser did not allow copying',
};

export function CopyButtons({ run }: { readonly run: LaneRun }) {
  const [copied, setCopied] = useState<Copied>('nothing');
  const copy = (what: 'text' | 'trace', content: string): void => {
    // The clipboard is missing altogether outside secure contexts.
    const written = navigator.clipboard?.writeText(content) ?? Promise.reject(new Error('No clipboard'));
    written.then(
      () => setCopied(what),
      () => setCopied('refused'),
    );
  };
  const trace = traceOf(run);
  return (
    <div className={styles.buttons}>
      <button type="button" onClick={() => copy('text', outputText(run))}>
        Copy text
      </button>
      {trace && (
        <button type="button" onClick={() => copy('trace', writeTrace(trace))}>
          Copy trace
        </button>
      )}
      <output>{REPLIES[copied]}</output>
    </div>
  );
}
