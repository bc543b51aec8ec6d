import { useEffect, useRef } from 'react';
import action from '../app/action.module.css';
import { useTour } from './tour-state.ts';
import styles from './tour.module.css';
import { TOUR_STEPS } from './tour-steps.ts';

/** Explains the page part by part, beside it and not over it; Escape ends it. */
export function Tour() {
  const { step, go, end } = useTour();
  const panel = useRef<HTMLElement>(null);
  const current = step === null ? undefined : TOUR_STEPS[step];
  const selector = current?.selector;

  useEffect(() => {
    if (selector === undefined) return () => undefined;
    const target = document.querySelector(selector);
    target?.setAttribute('data-toured', 'true');
    target?.scrollIntoView({ block: 'nearest' });
    const low = target !== null && target.getBoundingClientRect().top > innerHeight / 2;
    panel.current?.toggleAttribute('data-above', low);
    panel.current?.focus({ preventScroll: true });
    return () => target?.removeAttribute('data-toured');
  }, [selector]);

  useEffect(() => {
    if (step === null) return () => undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') end();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [step, end]);

  if (step === null || !current) return null;
  const last = step === TOUR_STEPS.length - 1;
  return (
    <section ref={panel} tabIndex={-1} className={styles.panel} aria-label="Tour">
      <div aria-live="polite">
        <h2 className={styles.title}>
          {current.title}{' '}
          <span className={styles.count}>
            {step + 1} of {TOUR_STEPS.length}
          </span>
        </h2>
        <p>{current.words}</p>
      </div>
      <div className={styles.actions}>
        <button type="button" disabled={step === 0} onClick={() => go(step - 1)}>
          Back
        </button>
        <button type="button" className={action.action} onClick={() => (last ? end() : go(step + 1))}>
          {last ? 'Done' : 'Next'}
        </button>
        {!last && (
          <button type="button" onClick={end}>
            End the tour
          </button>
        )}
      </div>
    </section>
  );
}
