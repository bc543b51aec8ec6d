import type { DeviceChoice, LoadedModel, LoadProgress } from '../../../workers/protocol.ts';
import type { Problem } from '../../control/errors.ts';
import { SAMPLING_DEFAULTS, SAMPLING_SPECS, type SamplingSettings } from '../../control/sampling-settings.ts';
import { findStrategy } from '../../control/strategies/index.ts';
import type { Settings, SettingSpec } from '../../control/strategy.ts';
import { fieldFault, readFields, textsOf, type FieldTexts } from './field-text.ts';
import type { LaneRun } from './lane-run.ts';
import { laneLetter, startingSetup, type LaneSetup, type Suggested } from './lane-setup.ts';

export type ModelState =
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'loading'; readonly progress: LoadProgress | null }
  | { readonly kind: 'ready'; readonly model: LoadedModel }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** One press of Run: what all lanes shared, and the lanes. */
export interface Comparison {
  readonly id: string;
  readonly prompt: string;
  /** The known answer, or ''. */
  readonly gold: string;
  readonly seed: number;
  readonly lanes: readonly LaneRun[];
}

export interface LabState {
  readonly device: DeviceChoice;
  /** Something about the address that was not followed. */
  readonly notice: string | null;
  readonly model: ModelState;
  readonly prompt: string;
  readonly promptFault: string | null;
  readonly sampling: FieldTexts;
  readonly maxTokens: string;
  readonly lanes: readonly LaneSetup[];
  /** Why a lane's settings cannot act on the model, by lane. */
  readonly warnings: readonly (string | null)[];
  /** The last run that started. */
  readonly comparison: Comparison | null;
  readonly activity: 'idle' | 'waiting' | 'running' | 'stopping';
  readonly problem: Problem | null;
  /** The newest sentence for screen readers. */
  readonly announcement: string;
}

export const MAX_TOKENS_SPEC: SettingSpec = {
  kind: 'integer',
  min: 1,
  max: 1_000_000,
  step: 1,
  label: 'Maximum tokens',
  help: 'A lane that has not ended by then is cut off.',
  main: true,
};

/** Enough for the embedded model to end on its own nearly always. */
export const DEFAULT_MAX_TOKENS = 400;

export function initialState(device: DeviceChoice, notice: string | null, prompt: string): LabState {
  return {
    device,
    notice,
    model: { kind: 'unloaded' },
    prompt,
    promptFault: null,
    sampling: textsOf({ ...SAMPLING_DEFAULTS }),
    maxTokens: String(DEFAULT_MAX_TOKENS),
    lanes: [startingSetup('plain', {}), startingSetup('cyclic-reflex', {})],
    warnings: [null, null],
    comparison: null,
    activity: 'idle',
    problem: null,
    announcement: '',
  };
}

const NOTHING_SUGGESTED: Suggested = {};

export function suggestedOf(state: Pick<LabState, 'model'>): Suggested {
  return state.model.kind === 'ready' ? state.model.model.suggested : NOTHING_SUGGESTED;
}

/** What Run would start: the fields as values. */
export interface Plan {
  readonly sampling: SamplingSettings;
  readonly maxTokens: number;
  readonly lanes: readonly { readonly id: string; readonly settings: Settings }[];
}

export type PlanOrFault = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly fault: string };

export function readPlan(state: Pick<LabState, 'sampling' | 'maxTokens' | 'lanes'>): PlanOrFault {
  const sampling = readFields(SAMPLING_SPECS, state.sampling);
  if (!sampling.ok) return sampling;
  const maxTokensFault = fieldFault(MAX_TOKENS_SPEC, state.maxTokens);
  if (maxTokensFault !== undefined) return { ok: false, fault: maxTokensFault };
  const lanes: { id: string; settings: Settings }[] = [];
  for (const [index, setup] of state.lanes.entries()) {
    const read = readFields(findStrategy(setup.strategyId).settings, setup.texts);
    if (!read.ok) return { ok: false, fault: `Lane ${laneLetter(index)}: ${read.fault}` };
    lanes.push({ id: setup.strategyId, settings: read.settings });
  }
  const plan: Plan = {
    sampling: sampling.settings as unknown as SamplingSettings, // every key of SAMPLING_SPECS is present and checked
    maxTokens: Number(state.maxTokens),
    lanes,
  };
  return { ok: true, plan };
}

/** Why Run is off, or null. */
export function runFault(state: Pick<LabState, 'sampling' | 'maxTokens' | 'lanes'>): string | null {
  const read = readPlan(state);
  return read.ok ? null : read.fault;
}
