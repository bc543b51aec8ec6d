import { useEffect, useState } from 'react';
import type { DeviceDecision, LoadProgress, WebLlmModel } from '../../../workers/protocol.ts';
import { addressOf } from '../app/route.ts';
import { sizeText } from '../app/size-text.ts';
import { EMBEDDED_MODEL } from '../session/lab-state.ts';
import { lab, useLab } from '../session/lab.ts';
import styles from './model-card.module.css';
import { webLlm } from './webllm-models.ts';

interface WebLlmCardProps {
  readonly model: WebLlmModel;
  readonly decision: DeviceDecision | null;
}

function facts({ memoryBytes, contextLength, recurrent }: WebLlmModel): string {
  return [
    memoryBytes === undefined ? '' : `${sizeText(memoryBytes)} of GPU memory, as WebLLM estimates it`,
    contextLength === undefined ? '' : `context of ${contextLength} tokens`,
    recurrent ? 'recurrent state: no rewind and no probes' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function refusal({ needsShaderF16 }: WebLlmModel, decision: DeviceDecision | null): string | null {
  if (!decision) return null;
  if (decision.device !== 'webgpu') return 'needs WebGPU';
  if (needsShaderF16 && !decision.limits?.shaderF16) return 'computes in 16-bit floats, which this device does not';
  return null;
}

/** Bytes of the library's files that have come, or what is waited for. */
function LoadBar({ title, progress }: { readonly title: string; readonly progress: LoadProgress | null }) {
  const total = progress?.totalBytes ?? 0;
  const amount = progress && total > 0 ? `${sizeText(progress.loadedBytes)} of ${sizeText(total)}` : '';
  return (
    <div className={styles.download}>
      <progress
        className={styles.bar}
        aria-label={`Loading ${title}`}
        {...(progress && total > 0 ? { value: progress.loadedBytes, max: total } : {})}
      />
      <p className={styles.note}>
        {[progress?.label ?? 'Reading its configuration', amount].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function cancel(): void {
  webLlm.cancel();
  void lab.loadModel(EMBEDDED_MODEL, lab.store.getState().device);
}

/** One model of WebLLM's list: what it takes, and using or deleting it. */
export function WebLlmCard({ model, decision }: WebLlmCardProps) {
  const { id, title, quantization, stored } = model;
  const state = useLab(({ model: current, modelId }) => (modelId === id ? current : null));
  const busy = useLab(({ activity, evaluating }) => activity !== 'idle' || evaluating);
  const [asking, setAsking] = useState(false);
  const against = refusal(model, decision);
  const ready = state?.kind === 'ready';
  const loading = state?.kind === 'loading';
  // Loading fills the library's cache: what is kept is read anew then.
  useEffect(() => {
    if (ready && !stored) void webLlm.show();
  }, [ready, stored]);
  const full = `${title} ${quantization}`;
  const name = <span className="visually-hidden">{full}</span>;
  const remove = async (): Promise<void> => {
    setAsking(false);
    // The lab cannot go on with files that are gone.
    if (state) await lab.loadModel(EMBEDDED_MODEL, lab.store.getState().device);
    await webLlm.remove(id);
  };
  return (
    <li className={styles.card} aria-labelledby={`model-${id}`} data-used={state !== null}>
      <div className={styles.top}>
        <h3 id={`model-${id}`} className={styles.name}>
          {title} <span className={styles.note}>{quantization}</span>
        </h3>
        <p className={styles.note}>{stored ? 'kept in WebLLM’s cache' : 'not here yet'}</p>
      </div>
      <p className={styles.note}>{facts(model)}</p>
      {against !== null && (
        <p>
          <span className={styles.verdict} data-verdict="refused">
            <span aria-hidden="true">✗</span> Does not run on this machine:
          </span>{' '}
          it {against}.
        </p>
      )}
      {loading && <LoadBar title={full} progress={state.progress} />}
      {state?.kind === 'failed' && (
        <p role="alert">
          {state.problem.message} {state.problem.hint}
        </p>
      )}
      <div className={styles.actions}>
        {ready && (
          <p role="status">
            In use. <a href={addressOf('compare')}>Compare with it</a>
          </p>
        )}
        {!ready && !loading && (
          <button
            type="button"
            className={styles.main}
            disabled={busy || against !== null}
            onClick={() => void lab.loadModel(id, lab.store.getState().device)}
          >
            {stored ? 'Use' : 'Download and use'} {name}
          </button>
        )}
        {loading && (
          <button type="button" onClick={cancel}>
            Cancel <span className="visually-hidden">loading {full}</span>
          </button>
        )}
        {stored && !asking && (
          <button type="button" disabled={busy} onClick={() => setAsking(true)}>
            Delete {name}
          </button>
        )}
        {asking && (
          <span role="group" aria-label={`Delete ${full}?`} className={styles.actions}>
            <span>Delete it from WebLLM’s cache?</span>
            <button type="button" onClick={() => void remove()}>
              Delete
            </button>
            <button type="button" onClick={() => setAsking(false)}>
              Keep
            </button>
          </span>
        )}
      </div>
    </li>
  );
}
