import type { DeviceChoice, LoadedModel, LoadProgress } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import type { KnownAnswer } from '../../evaluation/answer.ts';
import { NO_LIMITS } from '../../control/run-limits.ts';
import { SAMPLING_DEFAULTS } from '../../control/sampling-settings.ts';
import { textsOf, type FieldTexts } from './field-text.ts';
import type { LaneRun } from './lane-run.ts';
import type { LaneSetup } from './lane-setup.ts';
import { startingSetup, type Suggested } from './strategy-setup.ts';

export type ModelState =
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'loading'; readonly progress: LoadProgress | null }
  | { readonly kind: 'ready'; readonly model: LoadedModel }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Where a comparison is from that was not run just now. */
export interface Recording {
  /** Of the run, where it is kept. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Title of the model that wrote it. */
  readonly model: string;
}

/** One press of Run: what all lanes shared, and the lanes. */
export interface Comparison {
  readonly id: string;
  readonly prompt: string;
  readonly known: KnownAnswer;
  readonly seed: number;
  /** Ids that count as reflection tokens. */
  readonly reflectionIds: readonly number[];
  /** null for one that ran in this page. */
  readonly recording: Recording | null;
  /** Whether it is to be kept in this browser. */
  readonly keep: boolean;
  readonly lanes: readonly LaneRun[];
  /** Why it may differ from the samples that it was to make again. */
  readonly caveat?: string;
}

export interface LabState {
  readonly device: DeviceChoice;
  /** The model that the lab uses, loaded or not. */
  readonly modelId: string;
  /** Something about the address that was not followed. */
  readonly notice: string | null;
  readonly model: ModelState;
  readonly prompt: string;
  readonly promptFault: string | null;
  /** The known answer that came with a problem from outside. */
  readonly given: { readonly prompt: string; readonly answer: KnownAnswer } | null;
  readonly sampling: FieldTexts;
  readonly maxTokens: string;
  /** Of loops and of thinking. */
  readonly limits: FieldTexts;
  readonly lanes: readonly LaneSetup[];
  /** By lane: what it samples with that the others do not. A lane without an entry has nothing of its own. */
  readonly ownSampling: readonly FieldTexts[];
  /** By lane: the model it runs on, by its id, where that is not the page's. A lane without an entry runs on the page's. */
  readonly laneModels: readonly (string | null)[];
  /** Why settings cannot act on the model, by lane and by place in its stack. */
  readonly warnings: readonly (readonly (string | null)[])[];
  /** The last run that started. */
  readonly comparison: Comparison | null;
  /** Why what is shown of it is not stored, or null. */
  readonly unsaved: Problem | null;
  /** A recording is being played back. */
  readonly replaying: boolean;
  readonly activity: 'idle' | 'waiting' | 'running' | 'stopping';
  /** While an evaluation uses the model, it stays loaded. */
  readonly evaluating: boolean;
  readonly problem: Problem | null;
  /** The newest sentence for screen readers. */
  readonly announcement: string;
}

/** The model that ships with the page. */
export const EMBEDDED_MODEL = 'ponder';

/** Enough for the embedded model to end on its own nearly always. */
export const DEFAULT_MAX_TOKENS = 400;

export function initialState(device: DeviceChoice, notice: string | null, prompt: string): LabState {
  return {
    device,
    modelId: EMBEDDED_MODEL,
    notice,
    model: { kind: 'unloaded' },
    prompt,
    promptFault: null,
    given: null,
    sampling: textsOf({ ...SAMPLING_DEFAULTS }),
    maxTokens: String(DEFAULT_MAX_TOKENS),
    limits: textsOf({ ...NO_LIMITS }),
    lanes: [[startingSetup('plain', {})], [startingSetup('cyclic-reflex', {})]],
    ownSampling: [],
    laneModels: [],
    warnings: [],
    comparison: null,
    unsaved: null,
    replaying: false,
    activity: 'idle',
    evaluating: false,
    problem: null,
    announcement: '',
  };
}

const NOTHING_SUGGESTED: Suggested = {};

export function suggestedOf(state: Pick<LabState, 'model'>): Suggested {
  return state.model.kind === 'ready' ? state.model.model.suggested : NOTHING_SUGGESTED;
}
