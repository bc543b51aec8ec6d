import { laneLetter } from '../session/lane-setup.ts';
import type { BranchedFrom } from '../session/lane-run.ts';
import styles from './lane.module.css';

const BEGINNINGS = {
  cache: 'The tokens before it are that lane’s, and nothing of them was computed again: its cache was still there.',
  tokens: 'The tokens before it are that lane’s; the model read them again, because its cache was gone.',
} as const;

/** Where a lane has left another one, and what that took. */
export function BranchNote({ lane, position, from }: BranchedFrom) {
  return (
    <p className={styles.note}>
      Branched from lane {laneLetter(lane)} at token {position}.{' '}
      {from ? BEGINNINGS[from] : 'The tokens before it are that lane’s.'} Run makes it a lane like the others.
    </p>
  );
}
