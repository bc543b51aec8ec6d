import { useStore } from 'zustand';
import { inference, lab } from '../session/lab.ts';
import { createModelsSession, type ModelsState } from './models-state.ts';

/** The models of this page. */
export const models = createModelsSession(inference, () => lab.store.getState().device);

export function useModels<T>(selector: (state: ModelsState) => T): T {
  return useStore(models.store, selector);
}
