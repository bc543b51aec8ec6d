import type { Problem } from '../../control/errors.ts';
import { LIMIT_SPECS, type RunLimits } from '../../control/run-limits.ts';
import { SAMPLING_SPECS, type SamplingSettings } from '../../control/sampling-settings.ts';
import type { Settings, SettingSpec } from '../../control/strategy.ts';
import { capabilitiesOf } from './capabilities.ts';
import { fieldFault, readFields } from './field-text.ts';
import type { LabState } from './lab-state.ts';
import type { RanStrategy } from './lane-run.ts';
import { laneLetter, strategyIds } from './lane-setup.ts';
import { laneProblem } from './lane-stack.ts';
import { readSetup } from './strategy-setup.ts';

export const MAX_TOKENS_SPEC: SettingSpec = {
  kind: 'integer',
  min: 1,
  max: 1_000_000,
  step: 1,
  label: 'Maximum tokens',
  help: 'A lane that has not ended by then is cut off.',
  main: true,
};

/** What Run would start: the fields as values. */
export interface Plan {
  readonly sampling: SamplingSettings;
  readonly maxTokens: number;
  readonly limits: RunLimits;
  /** The strategies stacked in each lane. */
  readonly lanes: readonly (readonly RanStrategy[])[];
  /** What each lane samples with: as all do, but for what is its own. */
  readonly laneSampling: readonly SamplingSettings[];
  /** The model of each lane; null for the page's. */
  readonly laneModels: readonly (string | null)[];
}

export type PlanOrProblem =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problem: Problem };

export type Fields = Pick<
  LabState,
  'sampling' | 'ownSampling' | 'laneModels' | 'modelId' | 'maxTokens' | 'limits' | 'lanes' | 'model'
>;

function refuseField(message: string): PlanOrProblem {
  return { ok: false, problem: { code: 'setting-invalid', message, hint: 'Correct that field first.' } };
}

function asSampling(settings: Settings): SamplingSettings {
  return settings as unknown as SamplingSettings; // every key of SAMPLING_SPECS is present and checked
}

export function readPlan(state: Fields): PlanOrProblem {
  const sampling = readFields(SAMPLING_SPECS, state.sampling);
  if (!sampling.ok) return refuseField(sampling.fault);
  const maxTokensFault = fieldFault(MAX_TOKENS_SPEC, state.maxTokens);
  if (maxTokensFault !== undefined) return refuseField(maxTokensFault);
  const limits = readFields(LIMIT_SPECS, state.limits);
  if (!limits.ok) return refuseField(limits.fault);
  const lanes: RanStrategy[][] = [];
  const laneSampling: SamplingSettings[] = [];
  for (const [index, setup] of state.lanes.entries()) {
    const lane = `Lane ${laneLetter(index)}`;
    // What another model can do is known when it is loaded.
    const capabilities = ownModelOf(state, index) === null ? capabilitiesOf(state) : null;
    const problem = laneProblem(strategyIds(setup), capabilities);
    if (problem) return { ok: false, problem: { ...problem, message: `${lane}: ${problem.message}` } };
    const own = readFields(SAMPLING_SPECS, { ...state.sampling, ...state.ownSampling[index] });
    if (!own.ok) return refuseField(`${lane}: ${own.fault}`);
    laneSampling.push(asSampling(own.settings));
    const stack: RanStrategy[] = [];
    for (const entry of setup) {
      const read = readSetup(entry);
      if (!read.ok) return refuseField(`${lane}: ${read.fault}`);
      stack.push({ id: entry.strategyId, settings: read.settings });
    }
    lanes.push(stack);
  }
  const plan: Plan = {
    sampling: asSampling(sampling.settings),
    maxTokens: Number(state.maxTokens),
    limits: limits.settings as unknown as RunLimits, // every key of LIMIT_SPECS is present and checked
    lanes,
    laneSampling,
    laneModels: state.lanes.map((_, index) => ownModelOf(state, index)),
  };
  return { ok: true, plan };
}

/** The model that a lane has for itself; null where it runs on the page's. */
export function ownModelOf(
  { laneModels, modelId }: Pick<LabState, 'laneModels' | 'modelId'>,
  lane: number,
): string | null {
  const own = laneModels[lane] ?? null;
  return own === modelId ? null : own;
}

/** Why Run is off, or null. */
export function runFault(state: Fields): string | null {
  const read = readPlan(state);
  return read.ok ? null : read.problem.message;
}
