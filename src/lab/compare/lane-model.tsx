import { useEffect } from 'react';
import { models, useModels } from '../models/models.ts';
import { lab, useLab } from '../session/lab.ts';
import { laneLetter } from '../session/lane-setup.ts';
import { ownModelOf } from '../session/run-plan.ts';
import styles from './lane-settings.module.css';
import { SelectField } from './select-field.tsx';

const SHARED = '';

/** Which of the models on this machine a lane runs on; nothing where there is but one. */
export function LaneModel({ lane }: { readonly lane: number }) {
  const pageModel = useLab((state) => state.modelId);
  const own = useLab((state) => ownModelOf(state, lane));
  const asked = useLab((state) => state.model.kind === 'ready');
  const list = useModels((state) => state.list);
  // Once a model is there, the worker has time to say which others are.
  useEffect(() => {
    if (asked && list === null) void models.refresh();
  }, [asked, list]);

  const ready = list?.models.filter((model) => model.ready && model.id !== pageModel) ?? [];
  if (ready.length === 0 && own === null) return null;
  const titleOf = (id: string): string => list?.models.find((model) => model.id === id)?.title ?? id;
  const others = ready.map(({ id, title }) => ({ value: id, label: title }));
  const gone = own !== null && !ready.some(({ id }) => id === own) ? [{ value: own, label: `${own} (not here)` }] : [];
  return (
    <div className={styles.model}>
      <SelectField
        label={`Model of lane ${laneLetter(lane)}`}
        value={own ?? SHARED}
        options={[{ value: SHARED, label: `as in all lanes: ${titleOf(pageModel)}` }, ...others, ...gone]}
        onChange={(id) => lab.setLaneModel(lane, id === SHARED ? null : id)}
      />
      {own !== null && (
        <p className={styles.summary}>
          One model at a time is loaded: this lane runs after those on {titleOf(pageModel)}. Its words are other tokens,
          so that the lanes part at once.
        </p>
      )}
    </div>
  );
}
