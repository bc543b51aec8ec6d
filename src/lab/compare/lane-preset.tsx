import { memo } from 'react';
import { presetsFor } from '../../control/presets.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import { lab, useLab } from '../session/lab.ts';
import { suggestedOf } from '../session/lab-state.ts';
import { placeName } from '../session/lane-setup.ts';
import { isCustom, presetName, presetOf, type StrategySetup } from '../session/strategy-setup.ts';
import styles from './lane-preset.module.css';
import { SelectField } from './select-field.tsx';

interface LanePresetProps {
  readonly lane: number;
  /** In the stack of the lane, from 0. */
  readonly place: number;
  readonly setup: StrategySetup;
}

/** Which preset a strategy's settings are from, and the way back to it; nothing where there is nothing to set. */
export const LanePreset = memo(function LanePreset({ lane, place, setup }: LanePresetProps) {
  const suggested = useLab(suggestedOf);
  const definition = findStrategy(setup.strategyId);
  if (Object.keys(definition.settings).length === 0) return null;
  const custom = isCustom(setup, suggested);
  const presets = presetsFor(definition, suggested).map(({ id, label }) => ({ value: id, label }));
  const current = { value: 'custom', label: presetName(setup, suggested) };
  const name = placeName(lane, place);
  return (
    <div className={styles.preset}>
      <SelectField
        label={place === 0 ? 'Preset' : `Preset of ${name}`}
        labelHidden
        value={custom ? current.value : (presetOf(setup, suggested)?.id ?? '')}
        options={custom ? [current, ...presets] : presets}
        onChange={(id) => lab.choosePreset(lane, place, id)}
      />
      <button type="button" disabled={!custom} onClick={() => lab.resetStrategy(lane, place)}>
        Reset
        {place > 0 && <span className="visually-hidden"> {name}</span>}
      </button>
    </div>
  );
});
