import { useId } from 'react';
import type { ModelSummary } from '../../../workers/protocol.ts';
import { sizeText } from '../app/size-text.ts';
import { useLab } from '../session/lab.ts';
import { ModelActions } from './model-actions.tsx';
import type { Fit } from './model-fit.ts';
import { ModelProgressBar } from './model-progress-bar.tsx';
import { useModels } from './models.ts';
import styles from './model-card.module.css';
import { ProblemText } from './problem-text.tsx';

const VERDICTS = {
  fits: { sign: '✓', words: 'Runs on this machine' },
  uncertain: { sign: '?', words: 'May run on this machine' },
  refused: { sign: '✗', words: 'Does not run on this machine' },
} as const;

const UNTESTED = 'It may fail to load or be slow, and no strategy’s settings have been measured on it';

/** What we cannot vouch for is said, with what it means for a visitor. */
function caveats({ source, pinned, tried, refused }: ModelSummary): readonly string[] {
  if (source === 'embedded' || refused !== null) return [];
  if (source === 'local') return [`Not tested by us: the files are yours. ${UNTESTED}`];
  return [
    ...(pinned
      ? []
      : ['Version not fixed: your first download decides which files are right, later ones must be the same']),
    ...(tried ? [] : [`Not tested by us yet. ${UNTESTED}`]),
  ];
}

function sizes({ source, downloadBytes, storedBytes, ready }: ModelSummary): string {
  if (source === 'embedded') return 'nothing to download';
  if (ready) return `${sizeText(storedBytes)} ${source === 'local' ? 'on disk' : 'kept here'}`;
  const whole = downloadBytes === undefined ? 'size not known yet' : `${sizeText(downloadBytes)} to download`;
  return storedBytes > 0 ? `${whole}, ${sizeText(storedBytes)} of it here` : whole;
}

export function ModelCard({ model, fit }: { readonly model: ModelSummary; readonly fit: Fit }) {
  const { id, title, origin, licence } = model;
  const download = useModels((state) => state.downloads[id]);
  const problem = useModels((state) => state.problems[id]);
  const inUse = useLab((state) => state.modelId === id);
  const { sign, words } = VERDICTS[fit.verdict];
  // Not by the model's id: names of folders have spaces, which part the names of elements.
  const heading = useId();
  return (
    <li className={styles.card} aria-labelledby={heading} data-used={inUse}>
      <div className={styles.top}>
        <h3 id={heading} className={styles.name}>
          {title}
        </h3>
        <p className={styles.note}>{sizes(model)}</p>
      </div>
      <p className={styles.note}>{[origin, licence].filter(Boolean).join(' · ')}</p>
      <p>
        <span className={styles.verdict} data-verdict={fit.verdict}>
          <span aria-hidden="true">{sign}</span> {words}.
        </span>{' '}
        {fit.reasons.join(' ')}
      </p>
      {caveats(model).map((caveat) => (
        <p key={caveat} className={styles.caveat}>
          <span aria-hidden="true">△</span> {caveat}.
        </p>
      ))}
      {download !== undefined && <ModelProgressBar title={title} progress={download} />}
      <ProblemText problem={problem} />
      <ModelActions model={model} refused={fit.verdict === 'refused'} downloading={download !== undefined} />
    </li>
  );
}
