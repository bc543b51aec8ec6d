import { memo } from 'react';
import { flushSync } from 'react-dom';
import { presetsFor } from '../../control/presets.ts';
import { findStrategy, STRATEGIES } from '../../control/strategies/index.ts';
import { plain } from '../../control/strategies/plain.ts';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { lab, useLab } from '../session/lab.ts';
import { suggestedOf } from '../session/lab-state.ts';
import { laneLetter, placeName } from '../session/lane-setup.ts';
import { isCustom, presetName, presetOf, type StrategySetup } from '../session/strategy-setup.ts';
import { focusStrategy, strategyFieldId } from './focus-strategy.ts';
import styles from './lane-strategy.module.css';
import { SelectField } from './select-field.tsx';

interface LaneStrategyProps {
  readonly lane: number;
  /** In the stack of the lane, from 0. */
  readonly place: number;
  readonly setup: StrategySetup;
  /** Whether there are others in the lane. */
  readonly stacked: boolean;
}

/** The head of a lane or of a strategy stacked in it: which one, from which preset, and the way back to it. */
export const LaneStrategy = memo(function LaneStrategy({ lane, place, setup, stacked }: LaneStrategyProps) {
  const suggested = useLab(suggestedOf);
  const capabilities = useLab(capabilitiesOf);
  const definition = findStrategy(setup.strategyId);
  // Plain decoding is what is left when all are gone; it is offered in a stack only to get out of one that holds it.
  const offered = STRATEGIES.filter(({ id }) => !stacked || id !== plain.id || id === setup.strategyId);
  const strategies = offered.map((strategy) => {
    const lack = lackOf(strategy, capabilities);
    const { id, title } = strategy;
    return { value: id, label: lack === null ? title : `${title} (${lack})`, disabled: lack !== null };
  });
  const custom = isCustom(setup, suggested);
  const presets = presetsFor(definition, suggested).map(({ id, label }) => ({ value: id, label }));
  const current = { value: 'custom', label: presetName(setup, suggested) };
  const name = placeName(lane, place);

  function remove(): void {
    flushSync(() => lab.removeStrategy(lane, place));
    focusStrategy(lane, Math.max(0, place - 1));
  }

  return (
    <div className={styles.strategy} data-stacked={stacked}>
      <div className={styles.choice}>
        <SelectField
          id={strategyFieldId(lane, place)}
          label={place === 0 ? 'Strategy' : `Strategy ${place + 1} of lane ${laneLetter(lane)}`}
          labelHidden
          value={setup.strategyId}
          options={strategies}
          onChange={(id) => lab.setStrategy(lane, place, id)}
        />
        {stacked && (
          <button type="button" onClick={remove}>
            Remove
            <span className="visually-hidden"> {name}</span>
          </button>
        )}
      </div>
      {Object.keys(definition.settings).length > 0 && (
        <div className={styles.choice}>
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
      )}
    </div>
  );
});
