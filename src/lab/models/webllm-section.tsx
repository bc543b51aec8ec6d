import type { DeviceDecision } from '../../../workers/protocol.ts';
import { useModels } from './models.ts';
import styles from './models-page.module.css';
import { ProblemText } from './problem-text.tsx';
import { WebLlmCard } from './webllm-card.tsx';
import { useWebLlm, webLlm } from './webllm-models.ts';

/** Why no model of WebLLM runs here, or null. */
function obstacle(decision: DeviceDecision | null): string | null {
  if (!decision || decision.device === 'webgpu') return null;
  return `They run on WebGPU alone, and the device is ${decision.device}: choose WebGPU among the settings of the Compare page, where the browser has it.`;
}

/** The models of WebLLM's own list, run by that library under the same strategies. */
export function WebLlmSection() {
  const kind = useWebLlm((state) => state.kind);
  const list = useWebLlm((state) => state.models);
  const problem = useWebLlm((state) => state.problem);
  const decision = useModels((state) => state.decision);
  const against = obstacle(decision);
  return (
    <section aria-labelledby="webllm-title" className={styles.section}>
      <h2 id="webllm-title" className={styles.title}>
        WebLLM
      </h2>
      <p>
        The reasoning models of WebLLM’s list, among them larger ones: Qwen3 up to 8B, DeepSeek-R1 distillations. That
        library runs them, fetches them and keeps them in its own cache; the strategies, the draw and the trace are the
        same as everywhere here. Not tested by us on a real GPU yet: one may fail to load or be slow, and no strategy’s
        settings have been measured on it.
      </p>
      {against !== null && <p className={styles.note}>{against}</p>}
      {problem && <ProblemText problem={problem} />}
      {kind !== 'shown' && (
        <button type="button" disabled={kind === 'reading'} onClick={() => void webLlm.show()}>
          {kind === 'reading' ? 'Loading the library …' : 'Show the models of WebLLM'}
        </button>
      )}
      {kind === 'shown' && (
        <ul className={styles.models}>
          {list.map((model) => (
            <WebLlmCard key={model.id} model={model} decision={decision} />
          ))}
        </ul>
      )}
    </section>
  );
}
