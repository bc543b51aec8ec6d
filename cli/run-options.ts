import { ProblemError } from '../src/control/errors.ts';
import { checkSampling, SAMPLING_SPECS, type SamplingSettings } from '../src/control/sampling-settings.ts';
import { findEnsemble } from '../src/control/ensembles/index.ts';
import { parseSettingText } from '../src/control/settings.ts';
import type { LaneRequest } from '../src/lab/automation.ts';
import type { DeviceChoice } from '../workers/protocol.ts';
import { readLanes } from './lanes.ts';
import { STACKED } from './lanes-stack.ts';

const NONE: string[] = [];

/** What every command that generates understands, in the form of node's parseArgs. */
export const RUN_OPTIONS = {
  strategies: { type: 'string', default: 'plain,cyclic-reflex' },
  set: { type: 'string', multiple: true, default: NONE },
  preset: { type: 'string', multiple: true, default: NONE },
  // wasm: the same tokens on every machine
  engine: { type: 'string', default: 'wasm' },
  'max-tokens': { type: 'string' },
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'top-k': { type: 'string' },
  'min-p': { type: 'string' },
  seed: { type: 'string' },
} as const;

export const RUN_OPTIONS_HELP = `  --strategies A,B              strategies, one lane each (plain,cyclic-reflex)
  --preset STRATEGY=PRESET      settings of a preset; "model" is the model's own suggestion
  --set STRATEGY.SETTING=VALUE  one setting; a lane's letter may stand for its strategy: --set B.amplitude=3
  --engine wasm|webgpu|auto     (wasm, which gives the same tokens everywhere)
  --seed N                      (7)
  --max-tokens N                most tokens per lane
  --temperature T  --top-p P  --top-k K  --min-p M`;

interface RunTexts {
  readonly strategies: string;
  readonly set: readonly string[];
  readonly preset: readonly string[];
  readonly engine: string;
  readonly 'max-tokens'?: string | undefined;
  readonly temperature?: string | undefined;
  readonly 'top-p'?: string | undefined;
  readonly 'top-k'?: string | undefined;
  readonly 'min-p'?: string | undefined;
  readonly seed?: string | undefined;
}

export interface RunOptions {
  readonly lanes: readonly LaneRequest[];
  readonly engine: DeviceChoice;
  readonly sampling: SamplingSettings;
  readonly maxTokens?: number;
}

const ENGINES: readonly DeviceChoice[] = ['wasm', 'webgpu', 'auto'];

function readSampling(texts: RunTexts): SamplingSettings {
  const given = {
    temperature: texts.temperature,
    topP: texts['top-p'],
    topK: texts['top-k'],
    minP: texts['min-p'],
    seed: texts.seed,
  };
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(SAMPLING_SPECS)) {
    const text = given[name as keyof typeof given];
    if (text === undefined) continue;
    const value = parseSettingText(spec, text);
    values[name] = Number.isNaN(value) ? `"${text}"` : value;
  }
  return checkSampling(values);
}

/** A whole number of at least 1. */
export function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new ProblemError(
    'setting-invalid',
    `--${option} is "${text}", but must be a whole number of at least 1.`,
    'Leave it out to use the default.',
  );
}

/** For commands whose lanes may stack strategies. */
export const STACK_HELP = `  A lane may stack strategies with a plus, in the order in which they act:
    --strategies plain,cyclic-reflex+srgen
  In --set and --preset a strategy's name means it in every lane, and a lane's letter before it in that lane only:
    --set srgen.steps=2  --set B.srgen.steps=2  --preset B.cyclic-reflex=code-default`;

interface Limits {
  /** As many as the page shows, when left out. */
  readonly mostLanes?: number;
  /** Whether the command can tell a stack from its first strategy; refused where it does not say so. */
  readonly stacks?: boolean;
  /** Whether it runs ensembles; refused where it does not say so. */
  readonly ensembles?: boolean;
}

function refuseEnsembles(lanes: readonly LaneRequest[]): void {
  for (const { strategy } of lanes) {
    if (!findEnsemble(strategy)) continue;
    throw new ProblemError(
      'strategy-unsupported',
      `${strategy} is a vote over many runs, which this command does not take.`,
      'Use npm run eval, or the ensemble on the Compare page.',
    );
  }
}

function refuseStacks(lanes: readonly LaneRequest[]): void {
  for (const { strategy, also } of lanes) {
    if (!also) continue;
    throw new ProblemError(
      'strategy-unsupported',
      `This command runs one strategy per lane, but ${[strategy, ...also.map((entry) => entry.strategy)].join(STACKED)} stacks ${also.length + 1}.`,
      'Give each a lane of its own, or see the stack with: npm run compare.',
    );
  }
}

/** `limits` as a number: of lanes. */
export function readRunOptions(texts: RunTexts, limits: number | Limits = {}): RunOptions {
  const { mostLanes, stacks = false, ensembles = false } = typeof limits === 'number' ? { mostLanes: limits } : limits;
  const engine = ENGINES.find((choice) => choice === texts.engine);
  if (!engine)
    throw new ProblemError(
      'engine-unavailable',
      `There is no engine "${texts.engine}".`,
      `Choose from: ${ENGINES.join(', ')}.`,
    );
  const maxTokens = texts['max-tokens'] === undefined ? undefined : readCount('max-tokens', texts['max-tokens']);
  const lanes = readLanes(texts, mostLanes);
  if (!ensembles) refuseEnsembles(lanes);
  if (!stacks) refuseStacks(lanes);
  return {
    lanes,
    engine,
    sampling: readSampling(texts),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}
