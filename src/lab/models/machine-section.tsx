import type { LoadedModel } from '../../../workers/protocol.ts';
import { sizeText } from '../app/size-text.ts';
import { useLab } from '../session/lab.ts';
import { models, useModels } from './models.ts';
import styles from './models-page.module.css';
import { SelfTestResult } from './self-test-result.tsx';

/** Chromium alone tells it. */
export const memoryGigabytes = (navigator as { readonly deviceMemory?: number }).deviceMemory;

const STATISTICS: Readonly<Record<LoadedModel['engine']['statistics'], string>> = {
  gpu: 'on the GPU, beside the model',
  vectors: 'in WebAssembly vectors',
  javascript:
    'in JavaScript, about five times slower: this browser has no WebAssembly vectors, or forbids them to this page',
};

/** The device that models run on here, what it allows, and whether the loaded model computes rightly on it. */
export function MachineSection() {
  const decision = useModels((state) => state.decision);
  const statistics = useLab(({ model }) => (model.kind === 'ready' ? model.model.engine.statistics : null));
  const threads = navigator.hardwareConcurrency;
  const limits = decision?.limits;
  return (
    <section aria-labelledby="machine-title" className={styles.section}>
      <h2 id="machine-title" className={styles.title}>
        This machine
      </h2>
      {decision && (
        <dl className={styles.facts}>
          <dt>Engine</dt>
          <dd>{decision.reason}</dd>
          {decision.adapter !== '' && (
            <>
              <dt>Adapter</dt>
              <dd>{decision.adapter}</dd>
            </>
          )}
          {limits && (
            <>
              <dt>Largest buffer</dt>
              <dd>
                {sizeText(limits.maxBufferSize)}, of which a kernel sees {sizeText(limits.maxStorageBufferBindingSize)}
              </dd>
              <dt>16-bit floats</dt>
              <dd>
                {limits.shaderF16
                  ? 'yes: models come as q4f16'
                  : 'no: models come as q4, which takes twice the memory for keys and values'}
              </dd>
            </>
          )}
          {statistics && (
            <>
              <dt>Statistics</dt>
              <dd>{STATISTICS[statistics]}</dd>
            </>
          )}
          <dt>Memory</dt>
          <dd>
            {memoryGigabytes === undefined
              ? 'this browser does not tell'
              : `about ${memoryGigabytes} GB, as the browser tells it`}
          </dd>
          <dt>Threads</dt>
          <dd>
            {threads}
            {crossOriginIsolated ? '' : '; wasm uses one, because this page is not cross-origin isolated'}
          </dd>
        </dl>
      )}
      <SelfTest />
    </section>
  );
}

function SelfTest() {
  const title = useLab((state) => (state.model.kind === 'ready' ? state.model.model.title : null));
  const test = useModels((state) => state.selfTest);
  if (title === null) return null;
  return (
    <div className={styles.test}>
      <p role="status">
        <strong>Self-test of {title}.</strong> <SelfTestResult test={test} />
      </p>
      <button type="button" disabled={test.kind === 'running'} onClick={() => void models.testLoaded()}>
        Test again
      </button>
    </div>
  );
}
