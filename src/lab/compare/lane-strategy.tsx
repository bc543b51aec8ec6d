import { memo } from 'react';
import { presetsFor } from '../../control/presets.ts';
import { findStrategy, STRATEGIES } from '../../control/strategies/index.ts';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { lab, useLab } from '../session/lab.ts';
import { suggestedOf } from '../session/lab-state.ts';
import { isCustom, presetName, type LaneSetup } from '../session/lane-setup.ts';
import styles from './lane-strategy.module.css';
import { SelectField } from './select-field.tsx';

interface LaneStrategyProps {
  readonly lane: number;
  readonly setup: LaneSetup;
}

/** The head of a lane: which strategy, from which preset, and the way back to it. */
export const LaneStrategy = memo(function LaneStrategy({ lane, setup }: LaneStrategyProps) {
  const suggested = useLab(suggestedOf);
  const capabilities = useLab(capabilitiesOf);
  const definition = findStrategy(setup.strategyId);
  const strategies = STRATEGIES.map((strategy) => {
    const lack = lackOf(strategy, capabilities);
    const { id, title } = strategy;
    return { value: id, label: lack === null ? title : `${title} (${lack})`, disabled: lack !== null };
  });
  const custom = isCustom(setup, suggested);
  const presets = presetsFor(definition, suggested).map(({ id, label }) => ({ value: id, label }));
  const current = { value: 'custom', label: presetName(setup, suggested) };
  return (
    <div className={styles.strategy}>
      <SelectField
        label="Strategy"
        labelHidden
        value={setup.strategyId}
        options={strategies}
        onChange={(id) => lab.setStrategy(lane, id)}
      />
      {Object.keys(definition.settings).length > 0 && (
        <div className={styles.preset}>
          <SelectField
            label="Preset"
            labelHidden
            value={custom ? current.value : setup.presetId}
            options={custom ? [current, ...presets] : presets}
            onChange={(id) => lab.choosePreset(lane, id)}
          />
          <button type="button" disabled={!custom} onClick={() => lab.resetLane(lane)}>
            Reset
          </button>
        </div>
      )}
    </div>
  );
});
