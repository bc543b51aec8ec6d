import type { LoadProgress } from '../../../workers/protocol.ts';
import { useLab, useWorkerCondition } from '../session/lab.ts';
import type { Comparison } from '../session/lab-state.ts';
import { describeWorker } from '../session/worker/describe-worker.ts';
import styles from './model-status.module.css';

/** All lanes together: they share one engine, so this is what it delivers. */
function throughput(comparison: Comparison | null): number | null {
  // The speed of a recording is not that of this machine.
  if (!comparison || comparison.recording) return null;
  const tokens = comparison.lanes.reduce((sum, lane) => sum + lane.records.length, 0);
  const seconds = Math.max(...comparison.lanes.map((lane) => lane.elapsedMilliseconds)) / 1000;
  return tokens > 0 && seconds > 0 ? tokens / seconds : null;
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function describeProgress(progress: LoadProgress | null): string {
  if (!progress) return 'Starting the worker';
  const { label, loadedBytes, totalBytes } = progress;
  if (loadedBytes === 0) return label;
  return totalBytes > 0
    ? `${label}: ${mega(loadedBytes)} of ${mega(totalBytes)} MB`
    : `${label}: ${mega(loadedBytes)} MB`;
}

export function ModelStatus() {
  const model = useLab((state) => state.model);
  const rate = useLab((state) => throughput(state.comparison));
  const worker = useWorkerCondition();
  const trouble = describeWorker(worker);
  if (worker.state.kind === 'lost') {
    return (
      <p className={styles.status} data-state="lost" role="status">
        <span aria-hidden="true">◌</span> {trouble}
      </p>
    );
  }
  if (model.kind === 'ready') {
    const { title, engine } = model.model;
    return (
      <p className={styles.status} data-state="ready">
        <span aria-hidden="true" className={styles.dot}>
          ●
        </span>{' '}
        {engine.device} · {title} · {worker.state.kind === 'running' ? 'running' : 'ready'}
        {rate !== null && <span className={styles.rate}> · {Math.round(rate)} tok/s</span>}
        {trouble === null ? '' : ` · ${trouble}`}
      </p>
    );
  }
  if (model.kind === 'loading') {
    const { progress } = model;
    const known = progress !== null && progress.totalBytes > 0 && progress.stage === 'download';
    return (
      <div className={styles.status} data-state="loading">
        <label htmlFor="load-progress">{describeProgress(progress)}</label>
        <progress
          id="load-progress"
          className={styles.progress}
          {...(known ? { value: progress.loadedBytes, max: progress.totalBytes } : {})}
        />
      </div>
    );
  }
  return (
    <p className={styles.status} data-state={model.kind}>
      <span aria-hidden="true">○</span> No model loaded
    </p>
  );
}
