import type { LabSession } from '../session/lab-session.ts';
import type { ModelsSession } from './models-state.ts';

const NOTICE =
  'The self-test failed: this GPU computes other numbers than the model should give. Figures made with it mean nothing. Choose the wasm engine; the Models page has the details.';

/** Tests every model that is loaded onto a GPU, where wrong numbers come without an error, and warns on every page. */
export function watchSelfTest(lab: LabSession, models: ModelsSession): void {
  lab.store.subscribe(({ model }, before) => {
    if (model === before.model) return;
    models.forgetTest();
    if (model.kind === 'ready' && model.model.engine.device === 'webgpu') void models.testLoaded();
  });
  models.store.subscribe(({ selfTest }, before) => {
    if (selfTest === before.selfTest) return;
    const failed = selfTest.kind === 'done' && selfTest.result?.passed === false;
    if (failed) lab.store.setState({ notice: NOTICE });
    else if (lab.store.getState().notice === NOTICE) lab.store.setState({ notice: null });
  });
}
