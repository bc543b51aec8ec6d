import type { KeyboardEvent } from 'react';
import type { Comparison } from '../session/lab-state.ts';
import { laneLetter } from '../session/lane-setup.ts';
import type { LaneSummary } from '../session/lane-summary.ts';
import { LaneFigures } from './lane-figures.tsx';
import styles from './lane-tabs.module.css';

interface LaneTabsProps {
  readonly count: number;
  readonly active: number;
  readonly comparison: Comparison | null;
  readonly summaries: readonly LaneSummary[];
  readonly onChange: (lane: number) => void;
}

export function tabId(lane: number): string {
  return `tab-${laneLetter(lane)}`;
}

/** On small screens one lane is in view at a time; the figures of all of them stay above. */
export function LaneTabs({ count, active, comparison, summaries, onChange }: LaneTabsProps) {
  const lanes = Array.from({ length: count }, (_, lane) => lane);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (active + step + count) % count;
    onChange(next);
    document.getElementById(tabId(next))?.focus();
  }

  return (
    <div className={styles.tabs}>
      {comparison && (
        <div className={styles.figures}>
          {comparison.lanes.map((run, lane) => {
            const summary = summaries[lane];
            return (
              summary && (
                <div key={run.runId} className={styles.figure} data-lane={laneLetter(lane)}>
                  <span className={styles.letter}>{laneLetter(lane)}</span>
                  <LaneFigures run={run} summary={summary} gold={comparison.known.gold} />
                </div>
              )
            );
          })}
        </div>
      )}
      <div role="tablist" aria-label="Lanes" className={styles.list}>
        {lanes.map((lane) => (
          <button
            key={lane}
            type="button"
            role="tab"
            id={tabId(lane)}
            aria-selected={lane === active}
            {...(lane === active ? { 'aria-controls': `panel-${laneLetter(lane)}` } : {})}
            tabIndex={lane === active ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(lane)}
            onKeyDown={onKeyDown}
          >
            Lane {laneLetter(lane)}
          </button>
        ))}
      </div>
    </div>
  );
}
