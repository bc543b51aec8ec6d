import { memo, useId, useMemo, useState } from 'react';
import { cyclicReflex, waveOf } from '../../control/strategies/cyclic-reflex.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { StrategyDefinition } from '../../control/strategy.ts';
import { lab, useLab } from '../session/lab.ts';
import type { LaneRun } from '../session/lane-run.ts';
import { laneLetter, placeName } from '../session/lane-setup.ts';
import { readSetup, type StrategySetup } from '../session/strategy-setup.ts';
import styles from './lane-settings.module.css';
import { SettingField } from './setting-field.tsx';
import { StackButton } from './stack-button.tsx';
import { WavePicture } from './wave-picture.tsx';

interface LaneSettingsProps {
  readonly lane: number;
  /** In the stack of the lane, from 0. */
  readonly place: number;
  readonly setup: StrategySetup;
  /** The last of its stack has the button for the next. */
  readonly last: boolean;
  readonly run: LaneRun | undefined;
  readonly reflectionIds: ReadonlySet<number>;
}

/** What one strategy of a lane can be set to, and whether that can act on the model. */
export function LaneSettings({ lane, place, setup, last, run, reflectionIds }: LaneSettingsProps) {
  const definition = findStrategy(setup.strategyId);
  const warning = useLab((state) => state.warnings[lane]?.[place] ?? null);
  const name = `Settings of lane ${laneLetter(lane)}${place === 0 ? '' : `, strategy ${place + 1}`}`;
  return (
    <fieldset className={styles.settings} aria-label={name}>
      <MainSettings lane={lane} place={place} setup={setup} definition={definition} />
      {definition.id === cyclicReflex.id && <Wave setup={setup} run={run} reflectionIds={reflectionIds} />}
      <MoreSettings lane={lane} place={place} setup={setup} definition={definition} last={last} />
      {warning !== null && (
        <output className={styles.warning}>
          <span aria-hidden="true">△ </span>
          {warning}
        </output>
      )}
    </fieldset>
  );
}

interface DefinitionProps extends Pick<LaneSettingsProps, 'lane' | 'place' | 'setup'> {
  readonly definition: StrategyDefinition;
}

/** Memoised: the lane around it is drawn anew with every batch of tokens. */
const MainSettings = memo(function MainSettings({ lane, place, setup, definition }: DefinitionProps) {
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
          onChange={(text) => lab.setLaneField(lane, place, name, text)}
        />
      ))}
    </div>
  );
});

interface MoreSettingsProps extends DefinitionProps, Pick<LaneSettingsProps, 'last'> {}

const MoreSettings = memo(function MoreSettings({ lane, place, setup, definition, last }: MoreSettingsProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const more = Object.entries(definition.settings).filter(([, spec]) => !spec.main);
  if (more.length === 0) return last && <StackButton lane={lane} />;
  return (
    <div className={styles.more}>
      <div className={styles.doors}>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> All settings
          {place > 0 && <span className="visually-hidden"> of {placeName(lane, place)}</span>}
        </button>
        {last && <StackButton lane={lane} />}
      </div>
      <div id={id} className={styles.row} hidden={!open}>
        {more.map(([name, spec]) => (
          <SettingField
            key={name}
            spec={spec}
            text={setup.texts[name] ?? ''}
            onChange={(text) => lab.setLaneField(lane, place, name, text)}
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
  const read = readSetup(setup);
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
