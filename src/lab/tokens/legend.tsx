import { memo } from 'react';
import { BIAS_SCALE } from '../session/token-bias.ts';
import { bans, legendEntries } from './legend-entries.ts';
import { findScale } from './colour-scales.ts';
import styles from './legend.module.css';
import { ScaleLegend } from './scale-legend.tsx';
import { useViewOptions } from './view-options.ts';

/**
 * What the marks mean, for the strategies in `strategies` (ids joined by spaces, so that the same ids are the same
 * property). The scale is fixed and the same in all lanes.
 */
export const Legend = memo(function Legend({ strategies }: { readonly strategies: string }) {
  const ids = strategies.split(' ');
  const scale = findScale(useViewOptions((options) => options.colour));
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
      {scale ? <ScaleLegend scale={scale} /> : <BiasLegend bans={bans(ids)} />}
      <span className={styles.sharedSample}>grey text: the same in all lanes</span>
      <span>
        Arrow keys move the token cursor, N and R go to the next mark and reflection, D to the parting; Enter pins.
      </span>
    </section>
  );
});

function BiasLegend({ bans: banned }: { readonly bans: boolean }) {
  return (
    <>
      <span className={styles.strip}>
        Bars under the text: bias at the position, −{BIAS_SCALE}
        <svg width={100} height={14} viewBox="-50 -7 100 14" aria-hidden="true">
          <path d="M-50 0H0L-50 6Z" className={styles.stripDown} />
          <path d="M50 0H0L50 -6Z" className={styles.stripUp} />
        </svg>
        +{BIAS_SCALE} nats and beyond
      </span>
      {banned && (
        <span className={styles.strip}>
          <span className={styles.hatched} aria-hidden="true" /> reflection banned
        </span>
      )}
    </>
  );
}
