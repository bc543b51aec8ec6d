import type { ModelProgress } from '../../../workers/protocol.ts';
import { durationText, sizeText } from '../app/size-text.ts';
import styles from './model-card.module.css';

interface ModelProgressBarProps {
  readonly title: string;
  /** null before anything has come. */
  readonly progress: ModelProgress | null;
}

function describe({ stage, path, loadedBytes, totalBytes, bytesPerSecond, secondsLeft }: ModelProgress): string {
  const amount = `${sizeText(loadedBytes)} of ${sizeText(totalBytes)}`;
  if (stage === 'checking') return `${amount} · checking what is here of ${path}`;
  const parts = [amount];
  if (bytesPerSecond > 0) parts.push(`${sizeText(Math.round(bytesPerSecond))}/s`);
  if (secondsLeft !== undefined) parts.push(`about ${durationText(secondsLeft)} left`);
  return [...parts, path].join(' · ');
}

/** Bytes, speed and time left of a download. */
export function ModelProgressBar({ title, progress }: ModelProgressBarProps) {
  return (
    <div className={styles.download}>
      <progress
        className={styles.bar}
        aria-label={`Download of ${title}`}
        {...(progress ? { value: progress.loadedBytes, max: progress.totalBytes } : {})}
      />
      <p className={styles.note}>{progress ? describe(progress) : 'Asking the hub for the list of files'}</p>
    </div>
  );
}
