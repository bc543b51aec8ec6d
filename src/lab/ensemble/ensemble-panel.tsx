import { useState } from 'react';
import action from '../app/action.module.css';
import { ENSEMBLES, findEnsemble } from '../../control/ensembles/index.ts';
import { selfConsistency } from '../../control/ensembles/self-consistency.ts';
import type { EnsembleDefinition } from '../../control/ensembles/ensemble.ts';
import { ProblemError } from '../../control/errors.ts';
import { presetsFor } from '../../control/presets.ts';
import { SelectField } from '../compare/select-field.tsx';
import { SettingField } from '../compare/setting-field.tsx';
import { textsOf, type FieldTexts } from '../session/field-text.ts';
import { lab, useLab } from '../session/lab.ts';
import { laneLetter, strategyIds } from '../session/lane-setup.ts';
import { suggestedOf, type LabState } from '../session/lab-state.ts';
import type { Suggested } from '../session/strategy-setup.ts';
import { EnsembleLanes } from './ensemble-lanes.tsx';
import styles from './ensemble-panel.module.css';
import { readEnsemblePlan } from './ensemble-plan.ts';
import { ensembles, useEnsemble } from './ensembles.ts';
import { VerdictPanel } from './verdict-panel.tsx';

const CUSTOM = 'custom';

/** Many runs of the Compare page's problem and one verdict: the ensembles that an evaluation also runs. */
export function EnsemblePanel() {
  const ensemble = useEnsemble();
  return (
    <details className={styles.panel} id="ensemble">
      <summary className={styles.summary}>
        <h2 className={styles.title}>Ensemble</h2> <span className={styles.note}>many runs, one verdict</span>
      </summary>
      <EnsembleForm />
      {ensemble?.problem && (
        <p role="alert" className={styles.fault}>
          {ensemble.problem.message} {ensemble.problem.hint}
        </p>
      )}
      {ensemble?.verdict && <VerdictPanel ensemble={ensemble} verdict={ensemble.verdict} />}
      {ensemble && ensemble.lanes.length > 0 && <EnsembleLanes ensemble={ensemble} />}
    </details>
  );
}

/** The fields as a state of the lab makes them: until one is edited they follow the preset, which a model may suggest. */
type TextsFor = (state: LabState) => FieldTexts;

function presetTexts(definition: EnsembleDefinition, suggested: Suggested, presetId: string | null): FieldTexts {
  const presets = presetsFor(definition, suggested);
  const preset = presets.find(({ id }) => id === presetId) ?? presets[0];
  return textsOf({ ...definition.defaults, ...preset?.settings });
}

function EnsembleForm() {
  const suggested = useLab(suggestedOf);
  const setups = useLab((state) => state.lanes);
  const [chosen, setChosen] = useState(selfConsistency.id);
  const [edited, setEdited] = useState<FieldTexts | null>(null);
  const [presetId, setPresetId] = useState<string | null>(null);
  const [lane, setLane] = useState(0);
  const definition = findEnsemble(chosen) ?? selfConsistency;
  const presets = presetsFor(definition, suggested);
  const preset = presets.find(({ id }) => id === presetId) ?? presets[0];
  const textsFor: TextsFor = (state) => edited ?? presetTexts(definition, suggestedOf(state), presetId);
  const texts = edited ?? presetTexts(definition, suggested, presetId);
  const base = Math.min(lane, setups.length - 1);
  return (
    <form className={styles.form} aria-label="Ensemble" onSubmit={(event) => event.preventDefault()}>
      <div className={styles.fields}>
        <SelectField
          label="Ensemble"
          value={definition.id}
          options={ENSEMBLES.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => {
            setChosen(id);
            setEdited(null);
            setPresetId(null);
          }}
        />
        <SelectField
          label="Preset"
          value={edited ? CUSTOM : (preset?.id ?? '')}
          options={[
            ...(edited ? [{ value: CUSTOM, label: 'Custom' }] : []),
            ...presets.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChange={(id) => {
            if (id === CUSTOM) return;
            setPresetId(id);
            setEdited(null);
          }}
        />
        <SelectField
          label="Every run is that of"
          value={String(base)}
          options={setups.map((setup, index) => ({
            value: String(index),
            label: `lane ${laneLetter(index)}, ${strategyIds(setup).join(' + ')}`,
          }))}
          onChange={(value) => setLane(Number(value))}
        />
        {Object.entries(definition.settings).map(([name, spec]) => (
          <SettingField
            key={name}
            spec={spec}
            text={texts[name] ?? ''}
            onChange={(text) => setEdited({ ...texts, [name]: text })}
          />
        ))}
      </div>
      <p className={styles.note}>
        {definition.summary} Problem, sampling and seed are those above. {definition.source}
      </p>
      <StartButton definition={definition} textsFor={textsFor} lane={base} />
    </form>
  );
}

interface StartButtonProps {
  readonly definition: EnsembleDefinition;
  readonly textsFor: TextsFor;
  readonly lane: number;
}

/** Run, and while it runs, Stop: one button, so that the keyboard stays where it was. */
function StartButton({ definition, textsFor, lane }: StartButtonProps) {
  const fault = useLab((state) => {
    const read = readEnsemblePlan(state, definition, textsFor(state), lane);
    return read.ok ? null : read.fault;
  });
  const busy = useLab(({ activity, evaluating }) => activity !== 'idle' || evaluating);
  const activity = useEnsemble()?.activity ?? 'idle';
  const idle = activity === 'idle';
  const reason = fault ?? (busy ? 'Another run is under way.' : null);
  const off = (idle && reason !== null) || activity === 'stopping';
  return (
    <div className={styles.start}>
      <button
        type="button"
        className={action.action}
        aria-disabled={off}
        aria-describedby="ensemble-hint"
        onClick={() => {
          if (off) return;
          if (!idle) {
            ensembles.stop();
            return;
          }
          void ensembles.start(() => {
            const state = lab.store.getState();
            const read = readEnsemblePlan(state, definition, textsFor(state), lane);
            if (read.ok) return read.plan;
            throw new ProblemError('setting-invalid', read.fault, 'Correct that first.');
          });
        }}
      >
        <span aria-hidden="true">{idle ? '▶' : '■'}</span> {idle ? 'Run the ensemble' : 'Stop the ensemble'}
      </button>
      <span id="ensemble-hint" className={idle && fault !== null ? styles.fault : styles.note}>
        {idle
          ? (reason ?? '')
          : { waiting: 'Waiting for the model', running: 'Running', stopping: 'Stopping' }[activity]}
      </span>
    </div>
  );
}
