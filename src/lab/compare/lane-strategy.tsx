import { memo } from 'react';
import { flushSync } from 'react-dom';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { plain } from '../../control/strategies/plain.ts';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { lab, useLab } from '../session/lab.ts';
import { laneLetter, placeName } from '../session/lane-setup.ts';
import type { StrategySetup } from '../session/strategy-setup.ts';
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

/** The head of a lane or of a strategy stacked in it: which one. */
export const LaneStrategy = memo(function LaneStrategy({ lane, place, setup, stacked }: LaneStrategyProps) {
  const capabilities = useLab(capabilitiesOf);
  // Plain decoding is what is left when all are gone; it is offered in a stack only to get out of one that holds it.
  const offered = STRATEGIES.filter(({ id }) => !stacked || id !== plain.id || id === setup.strategyId);
  const strategies = offered.map((strategy) => {
    const lack = lackOf(strategy, capabilities);
    const { id, title } = strategy;
    return { value: id, label: lack === null ? title : `${title} (${lack})`, disabled: lack !== null };
  });

  function remove(): void {
    flushSync(() => lab.removeStrategy(lane, place));
    focusStrategy(lane, Math.max(0, place - 1));
  }

  return (
    <div className={styles.strategy}>
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
          <span className="visually-hidden"> {placeName(lane, place)}</span>
        </button>
      )}
    </div>
  );
});
