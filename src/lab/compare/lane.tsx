import { useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter, type LaneSetup } from '../session/lane-setup.ts';
import type { LaneSummary } from '../session/lane-summary.ts';
import { CopyButtons } from './copy-buttons.tsx';
import { describeRun, isOutdated } from './describe-run.ts';
import { LaneFigures } from './lane-figures.tsx';
import { LaneStack } from './lane-stack.tsx';
import { LaneStrategy } from './lane-strategy.tsx';
import styles from './lane.module.css';
import { TokenText } from './token-text.tsx';

interface LaneProps {
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly run: LaneRun | undefined;
  readonly summary: LaneSummary | undefined;
  readonly parting: number | null;
  readonly gold: string;
  readonly reflectionIds: ReadonlySet<number>;
  readonly offered: number | null;
  /** Set where lanes are tabs. */
  readonly tab?: string | undefined;
}

export function Lane({ lane, setup, run, summary, parting, gold, reflectionIds, offered, tab }: LaneProps) {
  const letter = laneLetter(lane);
  const seed = useLab((state) => state.sampling['seed'] ?? '');
  const [first] = setup;
  const place =
    tab === undefined
      ? { 'aria-label': `Lane ${letter}` }
      : { id: `panel-${letter}`, role: 'tabpanel', 'aria-labelledby': tab };
  return (
    <section className={styles.lane} data-lane={letter} {...place}>
      <div className={styles.top}>
        <h2 className={styles.letter}>
          <span className="visually-hidden">Lane </span>
          {letter}
        </h2>
        {first && <LaneStrategy lane={lane} place={0} setup={first} stacked={setup.length > 1} />}
      </div>
      <LaneStack lane={lane} setup={setup} run={run} reflectionIds={reflectionIds} />
      <div className={styles.output}>
        {run && summary ? (
          <>
            {tab === undefined && <LaneFigures run={run} summary={summary} gold={gold} />}
            {isOutdated(setup, run) && (
              <p className={styles.note}>The text below is from the last run: {describeRun(run)}.</p>
            )}
            {run.problem && <p className={styles.failed}>{`${run.problem.message} ${run.problem.hint}`}</p>}
            {run.records.length > 0 && (
              <>
                <TokenText lane={lane} run={run} parting={parting} reflectionIds={reflectionIds} offered={offered} />
                <CopyButtons run={run} />
              </>
            )}
          </>
        ) : (
          <p className={styles.empty}>
            Nothing has run here yet. All lanes draw with seed {seed}, so the first difference between them is made by a
            strategy.
          </p>
        )}
      </div>
    </section>
  );
}
