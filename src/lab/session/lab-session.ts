import { createStore } from 'zustand/vanilla';
import { initialState, type LabState } from './lab-state.ts';
import type { LabStore, Surroundings } from './lab-store.ts';
import { createBranchActions, type BranchActions } from './branch-actions.ts';
import { createLaneRunner } from './lane-runner.ts';
import { createModelActions, type ModelActions } from './model-actions.ts';
import { createRunActions, type RunActions } from './run-actions.ts';
import { createSetupActions, type SetupActions } from './setup-actions.ts';

/** The state of the lab and everything a visitor can do to it. Buttons and automation use the same actions. */
export interface LabSession extends SetupActions, ModelActions, RunActions, BranchActions {
  readonly store: LabStore;
}

export function createLabSession(surroundings: Surroundings): LabSession {
  const { client, device, notice, prompt } = surroundings;
  const store: LabStore = createStore<LabState>()(() => initialState(device, notice, prompt));
  const setup = createSetupActions(store, client);
  const model = createModelActions(store, client, setup);
  const runner = createLaneRunner(store, surroundings, model);
  const run = createRunActions(store, surroundings, model, runner);
  const branch = createBranchActions(store, surroundings, model, runner);
  return { store, ...setup, ...model, ...run, ...branch };
}
