import { useMemo } from 'react';
import { groupArms } from '../../evaluation/report/arms.ts';
import { percent, range } from '../../evaluation/report/number-format.ts';
import { orderSamples } from '../../evaluation/report/order.ts';
import { runningAccuracy } from '../../evaluation/report/running-accuracy.ts';
import { armTitle } from './arm-title.ts';
import { IntervalBar } from './interval-bar.tsx';
import { runs } from './evaluation.ts';
import styles from './run-progress.module.css';
import { isUnderWay, type EvaluationRun } from './run-session.ts';

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Speed and time left appear once there is something to compute them from. */
function describeSpeed({ jobs, samples, since, activity }: EvaluationRun): string {
  const { milliseconds, tokens, samples: made } = since;
  if (made === 0 || milliseconds === 0) return '';
  const speed = ` · ${Math.round((1000 * tokens) / milliseconds)} tokens/s`;
  const left = jobs.length - samples.length;
  return activity === 'running' && left > 0 ? `${speed} · about ${duration((milliseconds / made) * left)} left` : speed;
}

const STATES = { waiting: 'Waiting for the model', running: 'Running', stopping: 'Stopping' } as const;

function describeState({ activity, jobs, samples, problem }: EvaluationRun): string {
  if (activity !== 'idle') return STATES[activity];
  if (samples.length === jobs.length) return 'Finished';
  return problem ? 'Failed' : 'Stopped';
}

function Accuracies({ run }: { readonly run: EvaluationRun }) {
  const { samples, plan } = run;
  const { strategies } = plan.manifest.configuration;
  const arms = useMemo(
    () =>
      groupArms(
        orderSamples(samples),
        undefined,
        strategies.map(({ hash }) => hash),
      ),
    [samples, strategies],
  );
  if (arms.length === 0) return null;
  return (
    <ul className={styles.arms} aria-label="Accuracy so far">
      {arms.map(({ label, strategyHash, samples: own }) => {
        const estimate = runningAccuracy(own);
        const planned = run.jobs.length / plan.manifest.configuration.strategies.length;
        return (
          <li key={strategyHash} className={styles.arm}>
            <span className={styles.label}>{armTitle(label)}</span>
            <IntervalBar estimate={estimate} />
            <span>
              <strong>{estimate ? percent(estimate.value) : 'none scored'}</strong>{' '}
              {estimate && range(estimate.low, estimate.high, percent)}
            </span>
            <span className={styles.note}>
              {own.length} of {planned} done
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** How far a run is, and what may be done with it. */
export function RunProgress({ run }: { readonly run: EvaluationRun }) {
  const { jobs, samples, problem, kept, activity } = run;
  const { task } = run.plan.manifest.configuration;
  const left = jobs.length - samples.length;
  const busy = isUnderWay(run);
  return (
    <section className={styles.progress} aria-label="Progress of the run">
      <div className={styles.line}>
        <p>
          <strong>{describeState(run)}</strong> · {task} · {samples.length} of {jobs.length} samples done, {left} left
          {describeSpeed(run)}
        </p>
        <div className={styles.acts}>
          {busy && (
            <button type="button" disabled={activity === 'stopping'} onClick={() => runs.stop()}>
              <span aria-hidden="true">■</span> Stop
            </button>
          )}
          {!busy && left > 0 && (
            <button type="button" onClick={() => void runs.resume()}>
              <span aria-hidden="true">▶</span> Continue
            </button>
          )}
          {!busy && (
            <button type="button" onClick={() => void runs.discard()}>
              Discard
            </button>
          )}
        </div>
      </div>
      <progress className={styles.bar} aria-label="Samples done" value={samples.length} max={jobs.length} />
      {problem && (
        <p role="alert" className={styles.fault}>
          {problem.message} {problem.hint}
        </p>
      )}
      {busy && <Accuracies run={run} />}
      <p className={styles.note}>
        {kept
          ? 'Finished samples are kept in this browser, also after a reload, until the next Start or Discard. The sample under way is not.'
          : 'This browser keeps nothing for this page: a reload loses the samples. Save them before you leave.'}
      </p>
    </section>
  );
}
