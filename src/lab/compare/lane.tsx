import { memo } from 'react';
import { useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter, type LaneSetup } from '../session/lane-setup.ts';
import type { LaneSummary } from '../session/lane-summary.ts';
import { sharedUntil } from '../session/partings.ts';
import { Outline } from '../tokens/outline.tsx';
import { BranchNote } from './branch-note.tsx';
import { CopyButtons } from './copy-buttons.tsx';
import { describeRun, isOutdated } from './describe-run.ts';
import { RemoveLaneButton } from './lane-buttons.tsx';
import { LaneDifference } from './lane-difference.tsx';
import { LaneFigures } from './lane-figures.tsx';
import { LaneStack } from './lane-stack.tsx';
import { LaneStrategy } from './lane-strategy.tsx';
import styles from './lane.module.css';
import { TokenText } from '../tokens/token-text.tsx';

interface LaneProps {
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly run: LaneRun | undefined;
  readonly summary: LaneSummary | undefined;
  /** Of lane A, once both have ended. */
  readonly first: LaneSummary | undefined;
  readonly partings: readonly (number | null)[];
  /** Starts of paragraphs that are folded away. */
  readonly same: ReadonlySet<number>;
  readonly gold: string;
  readonly reflectionIds: ReadonlySet<number>;
  readonly offered: number | null;
  /** Set where lanes are tabs. */
  readonly tab?: string | undefined;
}

/** Drawn anew only when something happened in it. */
export const Lane = memo(function Lane(props: LaneProps) {
  const { lane, setup, run, summary, first, partings, same, gold, reflectionIds, offered, tab } = props;
  const letter = laneLetter(lane);
  const seed = useLab((state) => state.sampling['seed'] ?? '');
  const [strategy] = setup;
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
        {strategy && <LaneStrategy lane={lane} place={0} setup={strategy} stacked={setup.length > 1} />}
        <RemoveLaneButton lane={lane} />
      </div>
      <LaneStack lane={lane} setup={setup} run={run} reflectionIds={reflectionIds} />
      <div className={styles.figures}>
        {run && summary ? (
          <>
            <p className={styles.paper}>{describeRun(run)}</p>
            {tab === undefined && <LaneFigures run={run} summary={summary} gold={gold} />}
            {first && <LaneDifference summary={summary} first={first} />}
            {run.branchedFrom && <BranchNote {...run.branchedFrom} />}
            {run.header?.reflectionIds && <p className={styles.note}>On a model of its own: {run.header.model}.</p>}
            {isOutdated(setup, run) && (
              <p className={styles.note}>The text below is from the last run: {describeRun(run)}.</p>
            )}
            {run.problem && <p className={styles.failed}>{`${run.problem.message} ${run.problem.hint}`}</p>}
            {run.records.length > 0 && <Outline lane={lane} run={run} reflectionIds={reflectionIds} />}
          </>
        ) : (
          <p className={styles.empty}>
            Nothing has run here yet. All lanes draw with seed {seed}, so the first difference between them is made by a
            strategy.
          </p>
        )}
      </div>
      <div className={styles.output}>
        {run && run.records.length > 0 && (
          <>
            <TokenText
              lane={lane}
              run={run}
              parting={partings[lane] ?? null}
              sharedWith={(other) => sharedUntil(partings, lane, other)}
              reflectionIds={reflectionIds}
              same={same}
              offered={offered}
            />
            <CopyButtons run={run} />
          </>
        )}
      </div>
    </section>
  );
});
