import type { StoreApi } from 'zustand/vanilla';
import type { DeviceChoice } from '../../../workers/protocol.ts';
import type { KnownAnswer } from '../../evaluation/answer.ts';
import type { InferenceClient } from './inference-client.ts';
import type { LabState } from './lab-state.ts';
import type { RunJournal } from './run-journal.ts';

export type LabStore = StoreApi<LabState>;

/** What a session takes from its surroundings, so that a test can give it others. */
export interface Surroundings {
  readonly client: InferenceClient;
  readonly journal: RunJournal;
  readonly device: DeviceChoice;
  readonly notice: string | null;
  readonly prompt: string;
  readonly knownAnswer: (prompt: string) => KnownAnswer;
  /** Milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}
