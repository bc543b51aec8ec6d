import { useId, useState } from 'react';
import { SAMPLING_SPECS } from '../../control/sampling-settings.ts';
import { lab, useLab } from '../session/lab.ts';
import { laneLetter } from '../session/lane-setup.ts';
import styles from './lane-settings.module.css';
import { SettingField } from './setting-field.tsx';

const NAMES = ['seed', 'temperature', 'topP'] as const;
const NOTHING = {};

/** What one lane may sample with differently. All lanes are the same here until someone changes one. */
export function OwnSampling({ lane }: { readonly lane: number }) {
  const shared = useLab((state) => state.sampling);
  const own = useLab((state) => state.ownSampling[lane] ?? NOTHING) as Readonly<Record<string, string>>;
  const [open, setOpen] = useState(false);
  const id = useId();
  const differs = Object.keys(own).length > 0;
  return (
    <div className={styles.more} role="group" aria-label={`Sampling of lane ${laneLetter(lane)}`}>
      <div className={styles.doors}>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span>{' '}
          {differs ? 'Sampling of its own' : 'Sampling as in all lanes'}
        </button>
        {differs && (
          <button
            type="button"
            onClick={() => Object.keys(own).forEach((name) => lab.setOwnSampling(lane, name, null))}
          >
            Sample as all lanes do
          </button>
        )}
      </div>
      <div id={id} className={styles.row} hidden={!open}>
        {NAMES.map((name) => (
          <SettingField
            key={name}
            spec={SAMPLING_SPECS[name]}
            text={own[name] ?? shared[name] ?? ''}
            onChange={(text) => lab.setOwnSampling(lane, name, text === shared[name] ? null : text)}
          />
        ))}
      </div>
      {differs && (
        <p className={styles.summary}>
          This lane draws differently: what sets it apart from the others may be chance or temperature, not the
          strategy.
        </p>
      )}
    </div>
  );
}
