import type { LaneSummary } from '../session/lane-summary.ts';
import styles from './lane-figures.module.css';

interface LaneDifferenceProps {
  readonly summary: LaneSummary;
  /** Of lane A. */
  readonly first: LaneSummary;
}

function signed(difference: number, noun: string): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return `${sign}${Math.abs(difference)} ${noun}${Math.abs(difference) === 1 ? '' : 's'}`;
}

/** What a finished lane has more or less than lane A. One run: no interval, and it says so elsewhere. */
export function LaneDifference({ summary, first }: LaneDifferenceProps) {
  const parts = [
    signed(summary.tokens - first.tokens, 'token'),
    signed(summary.reflections - first.reflections, 'reflection'),
  ];
  if (summary.probeTokens > 0) parts.push(signed(summary.probeTokens - first.probeTokens, 'probe token'));
  return <p className={styles.counts}>Against A: {parts.join(' · ')}</p>;
}
