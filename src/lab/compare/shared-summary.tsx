import { useLab } from '../session/lab.ts';
import styles from './shared-settings.module.css';

/** The settings of all lanes in a line, while they are folded away. */
export function SharedSummary() {
  const { temperature, topP, seed } = useLab((state) => state.sampling);
  const maxTokens = useLab((state) => state.maxTokens);
  const device = useLab((state) => (state.model.kind === 'ready' ? state.model.model.engine.device : state.device));
  return (
    <p className={styles.summary}>
      Temperature {temperature} · top-p {topP} · at most {maxTokens} tokens · seed {seed} · {device}
    </p>
  );
}
