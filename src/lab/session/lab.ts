import { useStore } from 'zustand';
import { runClaims, runStore } from '../runs/keeping.ts';
import { createRunJournal } from '../runs/run-journal.ts';
import { engineFromAddress } from './engine-choice.ts';
import { EXAMPLES, knownAnswer } from './examples.ts';
import { createLabSession, type LabSession } from './lab-session.ts';
import type { LabState } from './lab-state.ts';
import type { WorkerCondition } from './worker/worker-state.ts';
import { createWorkerClient } from './worker-client.ts';

const address = engineFromAddress(location.search);

/** The one worker of this page. */
export const inference = createWorkerClient();

/** The one session of this page. */
export const lab: LabSession = createLabSession({
  client: inference,
  journal: createRunJournal({
    store: runStore,
    claims: runClaims,
    now: () => Date.now(),
    modelTitle: () => {
      const { model } = lab.store.getState();
      return model.kind === 'ready' ? model.model.title : '';
    },
  }),
  device: address.choice,
  notice: address.notice,
  prompt: EXAMPLES[0]?.problem ?? '',
  knownAnswer,
  now: () => performance.now(),
  newId: () => crypto.randomUUID(),
});

// A worker that is lost for good while nothing runs takes the model with it; a run tells of it by itself.
inference.condition.subscribe(({ state }) => {
  if (state.kind === 'failed' && lab.store.getState().activity === 'idle') lab.loseModel(state.problem);
});

export function useWorkerCondition(): WorkerCondition {
  return useStore(inference.condition);
}

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(lab.store, selector);
}
