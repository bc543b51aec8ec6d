import { useState, type FormEvent } from 'react';
import { ExportButtons } from './export-buttons.tsx';
import { runs, useRuns } from './runs.ts';
import type { RunEntry } from './run-entry.ts';
import { useLab } from '../session/lab.ts';
import styles from './runs-page.module.css';
import { nameOfPrompt } from './saved-run.ts';
import { describeLane } from './search-runs.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** One kept run. Every button names the run, since the list has many of each. */
export function RunItem({ entry }: { readonly entry: RunEntry }) {
  const { id, name, madeAt, model, prompt, lanes } = entry;
  const [mode, setMode] = useState<'shown' | 'renaming' | 'deleting'>('shown');
  // Until somebody names it, a run is called as its problem begins: shown once, and whole.
  const unnamed = name === nameOfPrompt(prompt);
  const named = <span className="visually-hidden"> {name}</span>;
  const seed = lanes[0]?.header.sampling.seed;
  const unfinished = lanes.some(({ ended }) => !ended);
  const here = useLab(({ activity, comparison }) => activity !== 'idle' && comparison?.id === id);
  const elsewhere = useRuns(({ underWay }) => underWay.has(id)) && !here;
  const brokenOff = unfinished && !here && !elsewhere;
  return (
    <li className={styles.run} aria-label={name}>
      {mode === 'renaming' ? (
        <Rename id={id} name={name} onDone={() => setMode('shown')} />
      ) : (
        <h3 className={styles.name}>{unnamed ? prompt : name}</h3>
      )}
      <p className={styles.note}>
        {DATE.format(madeAt)} · {model} · seed {seed}
        {here && ' · running'}
        {elsewhere && ' · running in another tab'}
        {brokenOff && ' · not finished'}
      </p>
      {!unnamed && <p className={styles.prompt}>{prompt}</p>}
      <ul className={styles.lanes}>
        {lanes.map((lane, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
          <li key={index}>{describeLane(lane, index)}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <button type="button" className={styles.main} onClick={() => void runs.open(id, 'whole')}>
          Open{named}
        </button>
        {brokenOff && (
          <button type="button" onClick={() => void runs.goOn(id)}>
            Continue{named}
          </button>
        )}
        <button type="button" onClick={() => void runs.open(id, 'replay')}>
          Replay{named}
        </button>
        <button type="button" onClick={() => setMode('renaming')}>
          Rename{named}
        </button>
        {mode === 'deleting' ? (
          <span role="group" aria-label={`Delete ${name}?`} className={styles.actions}>
            <span>Delete it for good?</span>
            <button type="button" onClick={() => void runs.remove(id)}>
              Delete
            </button>
            <button type="button" onClick={() => setMode('shown')}>
              Keep
            </button>
          </span>
        ) : (
          <button type="button" onClick={() => setMode('deleting')}>
            Delete{named}
          </button>
        )}
        <ExportButtons name={name} onExport={(kind) => void runs.save(id, kind)} />
      </div>
    </li>
  );
}

interface RenameProps {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}

/** As one function it is called once, as the field comes; a new one at every render would take the focus back each time. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
}

function Rename({ id, name, onDone }: RenameProps) {
  const [text, setText] = useState(name);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const trimmed = text.trim();
    if (trimmed !== '' && trimmed !== name) await runs.rename(id, trimmed);
    onDone();
  };
  return (
    <form className={styles.actions} onSubmit={(event) => void submit(event)}>
      <input
        type="text"
        aria-label={`Name of ${name}`}
        maxLength={200}
        value={text}
        ref={takeFocus}
        className={styles.rename}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <button type="submit">Save</button>
      <button type="button" onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
