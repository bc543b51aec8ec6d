import { useEffect } from 'react';
import { useLab } from '../session/lab.ts';
import { MachineSection } from './machine-section.tsx';
import { ModelList } from './model-list.tsx';
import { models } from './models.ts';
import styles from './models-page.module.css';
import { OwnFiles } from './own-files.tsx';
import { StorageSection } from './storage-section.tsx';
import { WebLlmSection } from './webllm-section.tsx';

/** What there is to run, what fits this machine, and what is kept of it. */
export function ModelsPage() {
  const device = useLab((state) => state.device);
  const loaded = useLab((state) => (state.model.kind === 'ready' ? state.model.model : null));
  useEffect(() => {
    void models.refresh(device);
  }, [device]);
  useEffect(() => {
    if (loaded && models.store.getState().selfTest.kind === 'none') void models.testLoaded();
  }, [loaded]);
  return (
    <div className={styles.page}>
      <div className={styles.list}>
        <ModelList />
        <WebLlmSection />
        <OwnFiles />
      </div>
      <div className={styles.side}>
        <MachineSection />
        <StorageSection />
      </div>
    </div>
  );
}
