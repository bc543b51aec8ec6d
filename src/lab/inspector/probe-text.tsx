import type { RecordedProbe } from '../../decoding/trace.ts';
import styles from './probe-text.module.css';

/** What was put after the text, muted, and what the model went on with, token by token. */
export function ProbeText({ probe }: { readonly probe: RecordedProbe }) {
  // The line end it starts with only ends the line before.
  const prompt = probe.prompt.replace(/^\n+/, '');
  return (
    <p className={styles.text}>
      <span className={styles.prompt}>{prompt}</span>
      {probe.tokens.map((token, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the tokens of a probe never change places
        <span key={index} className={styles.token}>
          {token.text}
        </span>
      ))}
    </p>
  );
}
