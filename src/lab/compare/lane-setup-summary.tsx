import { useLab } from '../session/lab.ts';
import { laneLetter, type LaneSetup } from '../session/lane-setup.ts';
import { ownModelOf } from '../session/run-plan.ts';
import { describeSetup } from './describe-run.ts';
import { LanePreset } from './lane-preset.tsx';
import styles from './lane-settings.module.css';

interface LaneSetupSummaryProps {
  readonly lane: number;
  readonly setup: LaneSetup;
}

const NONE: readonly (string | null)[] = [];

/** A lane's preset and its settings in a line, while they are folded away; what speaks against them stays in view. */
export function LaneSetupSummary({ lane, setup }: LaneSetupSummaryProps) {
  const warnings = useLab((state) => state.warnings[lane] ?? NONE);
  const own = useLab((state) => state.ownSampling[lane]);
  const model = useLab((state) => ownModelOf(state, lane));
  const [strategy] = setup;
  const sampled = Object.entries(own ?? {}).map(([name, text]) => `${name} ${text}`);
  return (
    <div className={styles.settings} role="group" aria-label={`Settings of lane ${laneLetter(lane)} in short`}>
      <div className={styles.short}>
        {strategy && <LanePreset lane={lane} place={0} setup={strategy} />}
        <p className={styles.summary}>
          {[describeSetup(setup), ...sampled, ...(model === null ? [] : [`model ${model}`])].join(' · ')}
        </p>
      </div>
      {warnings.map(
        (warning) =>
          warning !== null && (
            <output key={warning} className={styles.warning}>
              <span aria-hidden="true">△ </span>
              {warning}
            </output>
          ),
      )}
    </div>
  );
}
