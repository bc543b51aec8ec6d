import { flushSync } from 'react-dom';
import { capabilitiesOf } from '../session/capabilities.ts';
import { lab, useLab } from '../session/lab.ts';
import { strategyIds } from '../session/lane-setup.ts';
import { nextToStack } from '../session/lane-stack.ts';
import { focusStrategy } from './focus-strategy.ts';
import styles from './stack-button.module.css';

/** Adds a strategy to a lane; absent where none may join. */
export function StackButton({ lane }: { readonly lane: number }) {
  const ids = useLab((state) => strategyIds(state.lanes[lane] ?? []).join(' '));
  const capabilities = useLab(capabilitiesOf);
  const stacked = ids.split(' ');
  if (nextToStack(stacked, capabilities) === null) return null;
  return (
    <button
      type="button"
      className={styles.stack}
      onClick={() => {
        flushSync(() => lab.stackStrategy(lane));
        // The button moves to the end of the stack; who pressed it goes on at the new strategy.
        focusStrategy(lane, stacked.length);
      }}
    >
      <span aria-hidden="true">+</span> Stack another strategy
    </button>
  );
}
