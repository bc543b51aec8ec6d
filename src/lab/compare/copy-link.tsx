import { useState } from 'react';
import { compareLink } from '../compare-link.ts';
import { lab, useLab } from '../session/lab.ts';
import { runFault } from '../session/run-plan.ts';
import styles from './copy-buttons.module.css';
import { linkedComparison } from './linked-comparison.ts';

type Reply = '' | 'Link copied' | 'Too long for a link: export the run instead' | 'The browser did not allow copying';

async function copy(): Promise<Reply> {
  const comparison = linkedComparison(lab.store.getState());
  const address = comparison && compareLink(comparison);
  if (!address) return 'Too long for a link: export the run instead';
  try {
    await navigator.clipboard.writeText(new URL(address, location.href).href);
    return 'Link copied';
  } catch {
    return 'The browser did not allow copying';
  }
}

/** The fields as an address: whoever opens it gets the same comparison, run anew. */
export function CopyLink() {
  const off = useLab((state) => state.prompt.trim() === '' || runFault(state) !== null);
  const [reply, setReply] = useState<Reply>('');
  return (
    <span className={styles.buttons}>
      <button
        type="button"
        aria-disabled={off}
        title="An address that opens this problem with these lanes and settings"
        onClick={() => {
          if (!off) void copy().then(setReply);
        }}
      >
        Copy link
      </button>
      <output>{reply}</output>
    </span>
  );
}
