import { memo } from 'react';
import { BIAS_SCALE } from '../session/token-bias.ts';
import { bans, legendEntries } from './legend-entries.ts';
import styles from './legend.module.css';

/**
 * What the marks mean, for the strategies in `strategies` (ids joined by spaces, so that the same ids are the same
 * property). The scale is fixed and the same in all lanes.
 */
export const Legend = memo(function Legend({ strategies }: { readonly strategies: string }) {
  const ids = strategies.split(' ');
  return (
    <section className={styles.legend} aria-label="Legend">
      {legendEntries(ids).map(({ sign, look, meaning }) => (
        <span key={meaning}>
          <span className={styles[look]} aria-hidden="true">
            {sign}
          </span>{' '}
          {meaning}
        </span>
      ))}
      <span>
        <span className={styles.reflection}>dotted</span> reflection token, no bias
      </span>
      <span className={styles.strip}>
        Bars under the text: bias at the position, −{BIAS_SCALE}
        <svg width={100} height={14} viewBox="-50 -7 100 14" aria-hidden="true">
          <path d="M-50 0H0L-50 6Z" className={styles.stripDown} />
          <path d="M50 0H0L50 -6Z" className={styles.stripUp} />
        </svg>
        +{BIAS_SCALE} nats and beyond
      </span>
      {bans(ids) && (
        <span className={styles.strip}>
          <span className={styles.hatched} aria-hidden="true" /> reflection banned
        </span>
      )}
      <span className={styles.sharedSample}>grey text: the same in all lanes</span>
      <span>Arrow keys move the token cursor, Enter pins it, Escape unpins it.</span>
    </section>
  );
});
