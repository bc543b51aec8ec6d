import type { TokenRecord } from '../../decoding/trace.ts';
import { pairText } from '../session/pair-text.ts';
import styles from './inspector.module.css';

/** A pair as "before → after", or once when nothing changed. */
export function beforeAfter(pair: readonly [number, number]): string {
  const [from, to] = pairText(pair);
  return from === to ? from : `${from} → ${to}`;
}

export function TokenNumbers({ record }: { readonly record: TokenRecord }) {
  const { statistics } = record;
  if (!statistics) return <p className={styles.note}>Tokens that are put in are not drawn from a distribution.</p>;
  return (
    <dl className={styles.numbers}>
      <dt>entropy</dt>
      <dd>{beforeAfter(statistics.entropy)} nats</dd>
      <dt>entropy at the sampling temperature</dt>
      <dd>{statistics.tempered.toFixed(2)} nats</dd>
      <dt>log-probability</dt>
      <dd>{beforeAfter(statistics.logprob)} nats</dd>
      <dt>change, KL(after ‖ before)</dt>
      <dd>{formatDivergence(statistics.divergence)} nats</dd>
      <dt>phase</dt>
      <dd>{record.phase}</dd>
    </dl>
  );
}

/** A change too small to show is still a change. */
function formatDivergence(divergence: number): string {
  return divergence > 0 && divergence < 0.0005 ? '<0.001' : Math.max(0, divergence).toFixed(3);
}
