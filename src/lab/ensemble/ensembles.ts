import { useStore } from 'zustand';
import { inference, lab } from '../session/lab.ts';
import { createEnsembleSession, type EnsembleRun } from './ensemble-session.ts';

/** The one ensemble of this page. */
export const ensembles = createEnsembleSession({
  session: lab,
  client: inference,
  now: () => performance.now(),
  newId: () => crypto.randomUUID(),
});

export function useEnsemble(): EnsembleRun | null {
  return useStore(ensembles.store, ({ ensemble }) => ensemble);
}
