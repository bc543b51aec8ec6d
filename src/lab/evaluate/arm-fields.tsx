import { presetsFor } from '../../control/presets.ts';
import { ENSEMBLES, findMethod } from '../../control/ensembles/index.ts';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { plain } from '../../control/strategies/plain.ts';
import { SelectField } from '../compare/select-field.tsx';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { settingInWords } from '../session/field-text.ts';
import { lab, useLab } from '../session/lab.ts';
import { suggestedOf } from '../session/lab-state.ts';
import { nextForLane, nextToStack } from '../session/lane-stack.ts';
import type { Suggested } from '../session/strategy-setup.ts';
import styles from './arm-fields.module.css';
import {
  armLetters,
  armsFromLanes,
  armStrategy,
  FEWEST_ARMS,
  MOST_ARMS,
  settleStrategy,
  stackOf,
  type ArmSetup,
  type ArmStrategy,
} from './arms.ts';
import { useRunForm } from './run-form-state.ts';

const CUSTOM = 'custom';

/** The settings that matter, as the run will have them. */
function describeSettings(entry: ArmStrategy, suggested: Suggested): string {
  const { settings: specs } = findMethod(entry.id);
  const { settings } = settleStrategy(entry, suggested);
  return Object.entries(specs)
    .filter(([, spec]) => spec.main)
    .map(([name, spec]) => settingInWords(spec, String(settings[name])))
    .join(', ');
}

interface StrategyFieldsProps {
  readonly arm: number;
  readonly letter: string;
  readonly place: number;
  readonly entry: ArmStrategy;
  readonly stacked: boolean;
}

function StrategyFields({ arm, letter, place, entry, stacked }: StrategyFieldsProps) {
  const change = useRunForm((state) => state.changeStrategy);
  const suggested = useLab(suggestedOf);
  const capabilities = useLab(capabilitiesOf);
  const name = place === 0 ? letter : `${letter}, stacked ${place + 1}`;
  const single = STRATEGIES.filter(({ id }) => !stacked || id !== plain.id || id === entry.id);
  // An ensemble runs what is stacked onto it, so it stands first.
  const offered = place === 0 ? [...single, ...ENSEMBLES] : single;
  const strategies = offered.map((strategy) => ({
    value: strategy.id,
    label: strategy.title,
    disabled: lackOf(strategy, capabilities) !== null,
  }));
  const definition = findMethod(entry.id);
  const presets = presetsFor(definition, suggested).map(({ id, label }) => ({ value: id, label }));
  const options = entry.custom === null ? presets : [{ value: CUSTOM, label: 'As on the Compare page' }, ...presets];
  const chosen = entry.custom === null ? entry.preset || (presets[0]?.value ?? '') : CUSTOM;
  return (
    <div className={styles.strategy}>
      <SelectField
        label={`Strategy ${name}`}
        labelHidden
        value={entry.id}
        options={strategies}
        onChange={(id) => change(arm, place, armStrategy(id))}
      />
      {Object.keys(definition.settings).length > 0 && (
        <>
          <SelectField
            label={`Preset ${name}`}
            labelHidden
            value={chosen}
            options={options}
            onChange={(preset) => {
              if (preset !== CUSTOM) change(arm, place, { ...entry, preset, custom: null });
            }}
          />
          <p className={styles.settings}>{describeSettings(entry, suggested)}</p>
        </>
      )}
    </div>
  );
}

function Arm({ arm, setup }: { readonly arm: number; readonly setup: ArmSetup }) {
  const arms = useRunForm((state) => state.arms);
  const setArms = useRunForm((state) => state.setArms);
  const capabilities = useLab(capabilitiesOf);
  const stack = stackOf(setup.map(({ id }) => id));
  // Onto an ensemble alone anything may be put but plain decoding, which it has already.
  const next = stack.length > 0 ? nextToStack(stack, capabilities) : nextForLane([plain.id], capabilities);
  const letter = armLetters(arms)[arm] ?? '';
  const replace = (changed: ArmSetup): void => setArms(arms.map((entry, index) => (index === arm ? changed : entry)));
  return (
    <li className={styles.arm}>
      <span className={styles.letter}>{letter}</span>
      <div className={styles.stack}>
        {setup.map((entry, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- a strategy is its place: the order is what it means
          <StrategyFields
            key={place}
            arm={arm}
            letter={letter}
            place={place}
            entry={entry}
            stacked={setup.length > 1}
          />
        ))}
      </div>
      <div className={styles.acts}>
        {next !== null && (
          <button type="button" onClick={() => replace([...setup, armStrategy(next)])}>
            Stack<span className="visually-hidden"> another onto strategy {letter}</span>
          </button>
        )}
        {setup.length > 1 ? (
          <button type="button" onClick={() => replace(setup.slice(0, -1))}>
            Unstack<span className="visually-hidden"> the last of strategy {letter}</span>
          </button>
        ) : (
          arms.length > FEWEST_ARMS && (
            <button type="button" onClick={() => setArms(arms.filter((_, index) => index !== arm))}>
              Remove<span className="visually-hidden"> strategy {letter}</span>
            </button>
          )
        )}
      </div>
    </li>
  );
}

/** The strategies to compare, each with one of its presets. */
export function ArmFields() {
  const arms = useRunForm((state) => state.arms);
  const setArms = useRunForm((state) => state.setArms);

  function add(): void {
    const used = arms.flatMap((arm) => (arm.length === 1 ? arm.map(({ id }) => id) : []));
    const unused = STRATEGIES.find(({ id }) => !used.includes(id)) ?? STRATEGIES[0];
    if (unused) setArms([...arms, [armStrategy(unused.id)]]);
  }

  return (
    <fieldset className={styles.arms}>
      <legend className={styles.legend}>Strategies</legend>
      <ul className={styles.list}>
        {arms.map((setup, arm) => (
          // oxlint-disable-next-line react/no-array-index-key -- an arm is its place: A stays A whatever runs in it
          <Arm key={arm} arm={arm} setup={setup} />
        ))}
      </ul>
      <div className={styles.acts}>
        {arms.length < MOST_ARMS && (
          <button type="button" onClick={add}>
            <span aria-hidden="true">+</span> Add a strategy
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            const state = lab.store.getState();
            setArms(armsFromLanes(state.lanes, suggestedOf(state)));
          }}
        >
          Take those of the Compare page
        </button>
      </div>
    </fieldset>
  );
}
