import type { CSSProperties } from 'react';
import styles from './token-text.module.css';
import { actWords, tokenLabel, type TokenView } from './token-view.ts';

interface TokenSpanProps {
  readonly view: TokenView;
  readonly text: string;
  /** On the colour scale, -5 to 5; null where the text shows what the strategies did. */
  readonly step: number | null;
  readonly shared: boolean;
  /** The one token of a lane that the Tab key reaches. */
  readonly tabStop: boolean;
  readonly pinned: boolean;
  readonly shown: boolean;
}

/** Plain text among plain text, so that a trace reads as prose; only the token under the cursor is a control. */
export function TokenSpan({ view, text, step, shared, tabStop, pinned, shown }: TokenSpanProps) {
  const classes = [
    styles.token,
    // Grey letters on a coloured ground could not be read.
    shared && step === null ? styles.shared : undefined,
    view.isReflection ? styles.reflection : undefined,
    step === null ? stripClass(view.strip) : step < 0 ? styles.stepDown : step > 0 ? styles.step : undefined,
    shown ? styles.shown : undefined,
  ]
    .filter(Boolean)
    .join(' ');
  const height: CSSProperties & Record<`--${string}`, number> =
    step === null ? { '--strip': Math.abs(view.strip) } : { '--step': Math.abs(step) };
  const control = tabStop
    ? ({ role: 'button', tabIndex: 0, 'aria-pressed': pinned, 'aria-label': tokenLabel(view, text) } as const)
    : {};
  return (
    <span
      className={classes}
      data-position={view.position}
      data-ban={step === null ? (view.ban ?? undefined) : undefined}
      style={height}
      {...control}
    >
      {view.act && (
        <span className={styles.act} data-act={view.act.sign} title={actWords(view.act)}>
          <span className="visually-hidden"> ({actWords(view.act)}) </span>
        </span>
      )}
      {view.lead !== '' && (
        <span className={styles.lead} data-signs={view.lead.replaceAll(' ', '·').replaceAll('\t', '⇥')}>
          {view.lead}
        </span>
      )}
      <span
        className={styles.word}
        data-mark={view.mark || (view.ban === 'likely' ? 'ban' : undefined)}
        data-correction={view.correction || undefined}
        data-forced={view.forced || undefined}
      >
        {view.word}
        {view.sign !== '' && <span className={styles.sign}>{view.sign}</span>}
        {view.breaks}
      </span>
      {view.markWords !== '' && <span className="visually-hidden"> ({view.markWords}) </span>}
    </span>
  );
}

function stripClass(strip: number): string | undefined {
  if (strip === 0) return undefined;
  return strip > 0 ? styles.stripUp : styles.stripDown;
}
