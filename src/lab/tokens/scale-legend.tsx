import type { CSSProperties } from 'react';
import type { ColourScale } from './colour-scales.ts';
import styles from './legend.module.css';
import text from './token-text.module.css';

/** The steps of a colour scale, drawn as in the text: by the ground and, for those who do not see it, by the bar. */
export function ScaleLegend({ scale }: { readonly scale: ColourScale }) {
  return (
    <span className={styles.scale} data-hue={scale.hue}>
      {scale.label}, {scale.meaning}:
      {scale.words.map((word, step) => {
        const height: CSSProperties & Record<'--step', number> = { '--step': step };
        return (
          <span key={word} className={`${text.token} ${step > 0 ? text.step : ''} ${styles.sample}`} style={height}>
            {word}
          </span>
        );
      })}
    </span>
  );
}
