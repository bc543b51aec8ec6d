import { useState } from 'react';
import type { ModelSummary } from '../../../workers/protocol.ts';
import { sizeText } from '../app/size-text.ts';
import { addressOf } from '../app/route.ts';
import { EMBEDDED_MODEL } from '../session/lab-state.ts';
import { lab, useLab } from '../session/lab.ts';
import { models } from './models.ts';
import styles from './model-card.module.css';

interface ModelActionsProps {
  readonly model: ModelSummary;
  readonly refused: boolean;
  readonly downloading: boolean;
}

function load(id: string): void {
  void lab.loadModel(id, lab.store.getState().device);
}

/** What can be done with a model as it is: download, cancel, use, delete. Every button names its model. */
export function ModelActions({ model, refused, downloading }: ModelActionsProps) {
  const { id, title, source, ready, storedBytes } = model;
  const inUse = useLab((state) => state.modelId === id);
  const loading = useLab((state) => state.model.kind === 'loading');
  const busy = useLab((state) => state.activity !== 'idle' || state.evaluating);
  const [asking, setAsking] = useState(false);

  if (downloading)
    return (
      <div className={styles.actions}>
        <button type="button" onClick={() => models.cancel(id)}>
          Cancel <span className="visually-hidden">the download of {title}</span>
        </button>
        <span className={styles.note}>What has come is kept; the next download goes on from there.</span>
      </div>
    );

  const remove = async (): Promise<void> => {
    setAsking(false);
    // The lab cannot go on with files that are gone.
    if (inUse) await lab.loadModel(EMBEDDED_MODEL, lab.store.getState().device);
    await models.remove(id);
  };
  const name = <span className="visually-hidden">{title}</span>;
  return (
    <div className={styles.actions}>
      {ready && inUse && (
        <p role="status">
          {loading ? 'Loading …' : 'In use.'} <a href={addressOf('compare')}>Compare with it</a>
        </p>
      )}
      {ready && !inUse && (
        <button type="button" disabled={busy || loading} className={styles.main} onClick={() => load(id)}>
          Use {name} in the lab
        </button>
      )}
      {!ready && (
        <button type="button" disabled={refused} className={styles.main} onClick={() => void models.download(id)}>
          {storedBytes > 0 ? 'Go on downloading' : 'Download'} {name}
        </button>
      )}
      {source !== 'embedded' && storedBytes > 0 && !asking && (
        <button type="button" disabled={busy} onClick={() => (source === 'local' ? void remove() : setAsking(true))}>
          {source === 'local' ? 'Forget' : 'Delete'} {name}
        </button>
      )}
      {asking && (
        <span role="group" aria-label={`Delete ${title}?`} className={styles.actions}>
          <span>Delete {sizeText(storedBytes)}?</span>
          <button type="button" onClick={() => void remove()}>
            Delete
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            Keep
          </button>
        </span>
      )}
    </div>
  );
}
