import { Fragment } from 'react';
import { capabilitiesOf } from '../session/capabilities.ts';
import { useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter, strategyIds, type LaneSetup } from '../session/lane-setup.ts';
import { laneProblem } from '../session/lane-stack.ts';
import { ownModelOf } from '../session/run-plan.ts';
import { LaneModel } from './lane-model.tsx';
import { LanePreset } from './lane-preset.tsx';
import { LaneSettings } from './lane-settings.tsx';
import { LaneSetupSummary } from './lane-setup-summary.tsx';
import styles from './lane-stack.module.css';
import { OwnSampling } from './own-sampling.tsx';
import { LaneStrategy } from './lane-strategy.tsx';
import { useSettingsOpen } from './settings-fold.ts';

interface LaneStackProps {
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly run: LaneRun | undefined;
  readonly reflectionIds: ReadonlySet<number>;
}

/** The settings of a lane's strategy and, below them, the strategies stacked onto it, in their order. */
export function LaneStack({ lane, setup, run, reflectionIds }: LaneStackProps) {
  const own = useLab((state) => ownModelOf(state, lane) !== null);
  const capabilities = useLab(capabilitiesOf);
  // What another model can do is known when it is loaded.
  const problem = laneProblem(strategyIds(setup), own ? null : capabilities);
  const stacked = setup.length > 1;
  const open = useSettingsOpen();
  if (!open && !problem) {
    return (
      <div className={styles.stack}>
        <LaneSetupSummary lane={lane} setup={setup} />
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      {setup.map((entry, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a strategy is its place: the order is what it means
        <Fragment key={place}>
          {place > 0 && (
            <div className={styles.head}>
              <h3 className={styles.place}>
                <span className="visually-hidden">Strategy </span>
                {place + 1}
                <span className="visually-hidden"> of lane {laneLetter(lane)}</span>
              </h3>
              <LaneStrategy lane={lane} place={place} setup={entry} stacked={stacked} />
            </div>
          )}
          <LanePreset lane={lane} place={place} setup={entry} />
          <LaneSettings
            lane={lane}
            place={place}
            setup={entry}
            last={place === setup.length - 1}
            run={run}
            reflectionIds={reflectionIds}
          />
        </Fragment>
      ))}
      <OwnSampling lane={lane} />
      <LaneModel lane={lane} />
      {stacked && !problem && (
        <p className={styles.note}>
          Biases add up. Of several actions at one token, that of the upper strategy counts.
        </p>
      )}
      {problem && (
        <p role="alert" className={styles.fault}>
          {problem.message} {problem.hint}
        </p>
      )}
    </div>
  );
}
