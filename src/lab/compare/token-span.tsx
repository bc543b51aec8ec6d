import type { CSSProperties } from 'react';
import styles from './token-text.module.css';
import { actWords, tokenLabel, type TokenView } from './token-view.ts';

interface TokenSpanProps {
  readonly view: TokenView;
  readonly text: string;
  readonly shared: boolean;
  /** The one token of a lane that the Tab key reaches. */
  readonly tabStop: boolean;
  readonly pinned: boolean;
  readonly shown: boolean;
}

/** Plain text among plain text, so that a trace reads as prose; only the token under the cursor is a control. */
export function TokenSpan({ view, text, shared, tabStop, pinned, shown }: TokenSpanProps) {
  const classes = [
    styles.token,
    shared ? styles.shared : undefined,
    view.isReflection ? styles.reflection : undefined,
    view.strip > 0 ? styles.stripUp : view.strip < 0 ? styles.stripDown : undefined,
    shown ? styles.shown : undefined,
  ]
    .filter(Boolean)
    .join(' ');
  const strip: CSSProperties & Record<'--strip', number> = { '--strip': Math.abs(view.strip) };
  const control = tabStop
    ? ({ role: 'button', tabIndex: 0, 'aria-pressed': pinned, 'aria-label': tokenLabel(view, text) } as const)
    : {};
  return (
    <span className={classes} data-position={view.position} data-ban={view.ban ?? undefined} style={strip} {...control}>
      {view.act && (
        <span className={styles.act} data-act={view.act.sign} title={actWords(view.act)}>
          <span className="visually-hidden"> ({actWords(view.act)}) </span>
        </span>
      )}
      {view.lead}
      <span
        className={styles.word}
        data-mark={view.mark || (view.ban === 'likely' ? 'ban' : undefined)}
        data-correction={view.correction || undefined}
        data-forced={view.forced || undefined}
      >
        {view.word}
        {view.sign !== '' && <span className={styles.sign}>{view.sign}</span>}
      </span>
      {view.markWords !== '' && <span className="visually-hidden"> ({view.markWords}) </span>}
    </span>
  );
}
