import { useId, useState } from 'react';
import { LIMIT_SPECS } from '../../control/run-limits.ts';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import { ENGINE_CHOICES, isDeviceChoice } from '../session/engine-choice.ts';
import { lab, useLab } from '../session/lab.ts';
import { MAX_TOKENS_SPEC } from '../session/run-plan.ts';
import { newSeed } from '../session/seed.ts';
import { SelectField } from './select-field.tsx';
import { SettingField } from './setting-field.tsx';
import styles from './shared-settings.module.css';

type SamplingName = keyof typeof SAMPLING_SPECS;

function SamplingField({ name, slider = false }: { readonly name: SamplingName; readonly slider?: boolean }) {
  const text = useLab((state) => state.sampling[name] ?? '');
  return (
    <SettingField
      spec={SAMPLING_SPECS[name]}
      text={text}
      slider={slider}
      onChange={(next) => lab.setSampling(name, next)}
    />
  );
}

function LimitField({ name }: { readonly name: keyof typeof LIMIT_SPECS }) {
  const text = useLab((state) => state.limits[name] ?? '');
  return <SettingField spec={LIMIT_SPECS[name]} text={text} onChange={(next) => lab.setLimit(name, next)} />;
}

function EngineField() {
  const device = useLab((state) => state.device);
  const idle = useLab((state) => state.activity === 'idle' && !state.evaluating);
  return (
    <SelectField
      label="Engine"
      value={device}
      options={ENGINE_CHOICES}
      disabled={!idle}
      onChange={(choice) => {
        if (isDeviceChoice(choice)) lab.chooseDevice(choice);
      }}
    />
  );
}

/** What all lanes share. The same seed draws the same random numbers in each, so that only the strategy differs. */
export function SharedSettings() {
  const maxTokens = useLab((state) => state.maxTokens);
  const reason = useLab((state) => (state.model.kind === 'ready' ? state.model.model.deviceReason : null));
  const description = useLab((state) => (state.model.kind === 'ready' ? state.model.model.engine.description : null));
  const [all, setAll] = useState(false);
  const moreId = useId();
  return (
    <fieldset className={styles.settings} aria-label="Settings of all lanes">
      <div className={styles.row}>
        <SamplingField name="temperature" slider />
        <SamplingField name="topP" slider />
        <SettingField spec={MAX_TOKENS_SPEC} text={maxTokens} onChange={(text) => lab.setMaxTokens(text)} />
        <div className={styles.seed}>
          <SamplingField name="seed" />
          <button type="button" onClick={() => lab.setSampling('seed', String(newSeed()))}>
            New seed
          </button>
        </div>
        <EngineField />
        <p className={styles.reason} title={description ?? undefined}>
          {reason}
        </p>
        <button
          type="button"
          className={styles.more}
          aria-expanded={all}
          aria-controls={moreId}
          onClick={() => setAll(!all)}
        >
          All settings
        </button>
      </div>
      <div id={moreId} className={styles.row} hidden={!all}>
        <SamplingField name="topK" />
        <SamplingField name="minP" slider />
        <LimitField name="loopRepeats" />
        <LimitField name="thinkingBudget" />
      </div>
    </fieldset>
  );
}
