import type { TokenRecord } from '../../decoding/trace.ts';
import styles from './inspector.module.css';

function formatNumber(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}

/** A pair as "before → after", or once when nothing changed. */
export function beforeAfter([before, after]: readonly [number, number]): string {
  const [from, to] = [formatNumber(before), formatNumber(after)];
  return from === to ? from : `${from} → ${to}`;
}

export function TokenNumbers({ record }: { readonly record: TokenRecord }) {
  const { statistics } = record;
  if (!statistics) return <p className={styles.note}>Tokens that are put in are not drawn from a distribution.</p>;
  return (
    <dl className={styles.numbers}>
      <dt>entropy</dt>
      <dd>{beforeAfter(statistics.entropy)} nats</dd>
      <dt>log-probability</dt>
      <dd>{beforeAfter(statistics.logprob)}</dd>
      <dt>change, KL(after ‖ before)</dt>
      <dd>{statistics.divergence.toFixed(3)} nats</dd>
      <dt>phase</dt>
      <dd>{record.phase}</dd>
    </dl>
  );
}
