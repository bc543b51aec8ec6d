import { useStore } from 'zustand';
import { engineFromAddress } from './engine-choice.ts';
import { EXAMPLES, knownAnswer } from './examples.ts';
import { createLabSession } from './lab-session.ts';
import type { LabState } from './lab-state.ts';
import { createWorkerClient } from './worker-client.ts';

const address = engineFromAddress(location.search);

/** The one worker of this page. */
export const inference = createWorkerClient();

/** The one session of this page. */
export const lab = createLabSession({
  client: inference,
  device: address.choice,
  notice: address.notice,
  prompt: EXAMPLES[0]?.problem ?? '',
  knownAnswer,
  now: () => performance.now(),
  newId: () => crypto.randomUUID(),
});

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(lab.store, selector);
}
