import { useState } from 'react';
import { STRATEGIES } from '../../control/strategies/index.ts';
import { SelectField } from '../compare/select-field.tsx';
import { branchFault } from '../session/branch-actions.ts';
import { capabilitiesOf, lackOf } from '../session/capabilities.ts';
import { lab, useLab } from '../session/lab.ts';
import { suggestedOf } from '../session/lab-state.ts';
import { startingSetup } from '../session/strategy-setup.ts';
import type { TokenRef } from './inspection.ts';
import styles from './inspector.module.css';

const SAME = 'same';

/** Goes on from a token in a lane of its own, with the same strategies or another one; what is before it is kept. */
export function BranchForm({ token }: { readonly token: TokenRef }) {
  const [strategy, setStrategy] = useState(SAME);
  const fault = useLab((state) => branchFault(state.lanes.length, state.activity));
  const capabilities = useLab(capabilitiesOf);
  const suggested = useLab(suggestedOf);
  const strategies = STRATEGIES.filter((each) => lackOf(each, capabilities) === null);
  return (
    <section className={styles.part} aria-label="Branch">
      <h3 className={styles.subheading}>
        <span aria-hidden="true">↳ </span>Branch
      </h3>
      <div className={styles.branch}>
        <SelectField
          label="Go on with"
          labelHidden
          value={strategy}
          options={[
            { value: SAME, label: 'the same strategies' },
            ...strategies.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={setStrategy}
        />
        <button
          type="button"
          aria-disabled={fault !== null}
          onClick={() => {
            if (fault !== null) return;
            const setup = strategy === SAME ? {} : { setup: [startingSetup(strategy, suggested)] };
            void lab.branch({ ...token, ...setup });
          }}
        >
          Branch from here
        </button>
      </div>
      <p className={styles.note}>
        {fault ?? 'The tokens before this one are kept; ↳ beside a candidate puts that one here instead.'}
      </p>
    </section>
  );
}
