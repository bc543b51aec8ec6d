import { useState } from 'react';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import { SettingField } from '../compare/setting-field.tsx';
import { MAX_TOKENS_SPEC } from '../session/run-plan.ts';
import { newSeed } from '../session/seed.ts';
import { LIMIT_SPEC, SAMPLES_SPEC, useRunForm } from './run-form-state.ts';
import styles from './run-form.module.css';

/** How many, and how they are drawn. */
export function NumberFields() {
  const form = useRunForm();
  const [all, setAll] = useState(false);
  const sampling = (name: keyof typeof SAMPLING_SPECS) => (
    <SettingField
      spec={SAMPLING_SPECS[name]}
      text={form.sampling[name] ?? ''}
      onChange={(text) => form.setSampling(name, text)}
    />
  );
  return (
    <>
      <div className={styles.row}>
        <SettingField spec={LIMIT_SPEC} text={form.limit} onChange={(text) => form.setField('limit', text)} />
        <SettingField spec={SAMPLES_SPEC} text={form.samples} onChange={(text) => form.setField('samples', text)} />
        {sampling('temperature')}
        <div className={styles.seed}>
          {sampling('seed')}
          <button type="button" onClick={() => form.setSampling('seed', String(newSeed()))}>
            New seed
          </button>
        </div>
        <button
          type="button"
          className={styles.level}
          aria-expanded={all}
          aria-controls="more-of-run"
          onClick={() => setAll(!all)}
        >
          All settings
        </button>
      </div>
      <div id="more-of-run" className={styles.row} hidden={!all}>
        {sampling('topP')}
        {sampling('topK')}
        {sampling('minP')}
        <SettingField
          spec={MAX_TOKENS_SPEC}
          text={form.maxTokens}
          onChange={(text) => form.setField('maxTokens', text)}
        />
      </div>
    </>
  );
}
