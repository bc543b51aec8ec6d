import { memo, useId, useMemo, useState } from 'react';
import { cyclicReflex, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { StrategyDefinition } from '../../control/strategy.ts';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { readFields } from '../session/field-text.ts';
import { lab, useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter, type LaneSetup } from '../session/lane-setup.ts';
import styles from './lane-settings.module.css';
import { SettingField } from './setting-field.tsx';
import { WavePicture } from './wave-picture.tsx';

interface LaneSettingsProps {
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly run: LaneRun | undefined;
  readonly reflectionIds: ReadonlySet<number>;
}

export function LaneSettings({ lane, setup, run, reflectionIds }: LaneSettingsProps) {
  const definition = findStrategy(setup.strategyId);
  const unfit = useLab((state) => state.warnings[lane] ?? null);
  const lack = lackOf(definition, useLab(capabilitiesOf));
  const warning = lack === null ? unfit : `${definition.title} ${lack}. Choose another strategy or engine.`;
  return (
    <fieldset className={styles.settings} aria-label={`Settings of lane ${laneLetter(lane)}`}>
      <MainSettings lane={lane} setup={setup} definition={definition} />
      {definition.id === cyclicReflex.id && <Wave setup={setup} run={run} reflectionIds={reflectionIds} />}
      <MoreSettings lane={lane} setup={setup} definition={definition} />
      {warning !== null && (
        <output className={styles.warning}>
          <span aria-hidden="true">△ </span>
          {warning}
        </output>
      )}
    </fieldset>
  );
}

interface LaneDefinitionProps {
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly definition: StrategyDefinition;
}

/** Memoised: the lane around it is drawn anew with every batch of tokens. */
const MainSettings = memo(function MainSettings({ lane, setup, definition }: LaneDefinitionProps) {
  const main = Object.entries(definition.settings).filter(([, spec]) => spec.main);
  if (main.length === 0) return <p className={styles.summary}>{definition.summary}</p>;
  return (
    <div className={styles.row}>
      {main.map(([name, spec]) => (
        <SettingField
          key={name}
          spec={spec}
          slider
          text={setup.texts[name] ?? ''}
          onChange={(text) => lab.setLaneField(lane, name, text)}
        />
      ))}
    </div>
  );
});

const MoreSettings = memo(function MoreSettings({ lane, setup, definition }: LaneDefinitionProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const more = Object.entries(definition.settings).filter(([, spec]) => !spec.main);
  if (more.length === 0) return null;
  return (
    <div className={styles.more}>
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? '▾' : '▸'}</span> All settings
      </button>
      <div id={id} className={styles.row} hidden={!open}>
        {more.map(([name, spec]) => (
          <SettingField
            key={name}
            spec={spec}
            text={setup.texts[name] ?? ''}
            onChange={(text) => lab.setLaneField(lane, name, text)}
          />
        ))}
        <p className={styles.source}>{definition.source}</p>
      </div>
    </div>
  );
});

function Wave({ setup, run, reflectionIds }: Pick<LaneSettingsProps, 'setup' | 'run' | 'reflectionIds'>) {
  const records = run?.records;
  const reflections = useMemo(
    () =>
      (records ?? [])
        .filter((record) => record.phase === 'thinking' && reflectionIds.has(record.id))
        .map((record) => record.position),
    [records, reflectionIds],
  );
  const read = readFields(cyclicReflex.settings, setup.texts);
  if (!read.ok)
    return <p className={styles.summary}>The wave is drawn once every field holds a value that can be used.</p>;
  return (
    <WavePicture
      wave={waveOf(read.settings)}
      window={{ from: Number(read.settings['windowStart']), to: Number(read.settings['windowEnd']) }}
      reflections={reflections}
      length={records?.length ?? 0}
    />
  );
}
