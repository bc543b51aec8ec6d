import { ProblemError, toProblem } from '../control/errors.ts';
import { presetsFor } from '../control/presets.ts';
import { checkLimits } from '../control/run-limits.ts';
import { checkSampling } from '../control/sampling-settings.ts';
import { checkSettings } from '../control/settings.ts';
import { findStrategy } from '../control/strategies/index.ts';
import { firstDivergence } from '../decoding/divergence.ts';
import type { Trace } from '../decoding/trace.ts';
import type { KnownAnswer } from '../evaluation/answer.ts';
import type { LoadedModel, LoadRequest, Outcome } from '../../workers/protocol.ts';
import { textsOf } from './session/field-text.ts';
import type { LabSession } from './session/lab-session.ts';
import { DEFAULT_MAX_TOKENS, type Comparison } from './session/lab-state.ts';
import { traceOf } from './session/lane-run.ts';
import { LANE_LETTERS } from './session/lane-setup.ts';
import { summarise } from './session/lane-summary.ts';
import { laneReflectionIds } from './session/reflection-ids.ts';
import type { StrategySetup, Suggested } from './session/strategy-setup.ts';

/** One strategy as asked for from outside; what is left out takes the model's suggestion or the default. */
export interface StrategyRequest {
  readonly strategy: string;
  readonly preset?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** One lane: a strategy, and those stacked onto it in this order. */
export interface LaneRequest extends StrategyRequest {
  readonly also?: readonly StrategyRequest[];
  /** Its id, where it is not the one of the others. */
  readonly model?: string;
  /** What it samples with that the others do not. */
  readonly sampling?: Readonly<Record<string, unknown>>;
}

export interface CompareRequest {
  readonly prompt: string;
  /** Loaded first where another one is; left out for the one that the page uses. */
  readonly model?: string;
  readonly lanes: readonly LaneRequest[];
  readonly sampling?: Readonly<Record<string, unknown>>;
  readonly maxTokens?: number;
  /** Of loops and of thinking; none where left out. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** The engine that made the samples which are run again, in words; another one than this page's is told. */
  readonly madeOn?: string;
  /** The known one; without it an answer is graded for the examples alone. */
  readonly answer?: KnownAnswer;
  /** Whether the run is kept in this browser, as those of a visitor are; true unless said otherwise. */
  readonly keep?: boolean;
}

export interface LaneResult {
  readonly trace: Trace;
  /** First position that differs from the first lane; null for the first lane and for equal lanes. */
  readonly divergedAt: number | null;
  readonly answer: string | null;
  readonly reflections: number;
  /** From Run pressed. */
  readonly timings: { readonly firstTokenMilliseconds: number; readonly totalMilliseconds: number };
}

/**
 * The door for command lines and tests: `window.secondThought` does what the buttons do, through the same store, so
 * that the page shows it. Nothing here can do more than a visitor.
 */
export interface Automation {
  load(request: LoadRequest): Promise<Outcome<LoadedModel>>;
  /** The loaded one, or the one that the page loads. */
  model(): Promise<Outcome<LoadedModel>>;
  compare(request: CompareRequest): Promise<Outcome<readonly LaneResult[]>>;
  stop(): void;
}

declare global {
  interface Window {
    secondThought?: Automation;
  }
}

function setupOf(request: StrategyRequest, suggested: Suggested): StrategySetup {
  const definition = findStrategy(request.strategy);
  const presets = presetsFor(definition, suggested);
  const preset = request.preset === undefined ? presets[0] : presets.find(({ id }) => id === request.preset);
  if (!preset) {
    throw new ProblemError(
      'setting-invalid',
      `${definition.title} has no preset "${String(request.preset)}".`,
      `Choose from: ${presets.map(({ id }) => id).join(', ')}.`,
    );
  }
  const settings = checkSettings(definition, { ...preset.settings, ...request.settings });
  return { strategyId: definition.id, presetId: preset.id, texts: textsOf(settings) };
}

function fill(session: LabSession, model: LoadedModel, request: CompareRequest): void {
  if (request.lanes.length < 1 || request.lanes.length > LANE_LETTERS.length) {
    throw new ProblemError(
      'setting-invalid',
      `${request.lanes.length} lanes were asked for.`,
      `Ask for 1 to ${LANE_LETTERS.length}.`,
    );
  }
  session.replaceSetup({
    prompt: request.prompt,
    given: request.answer === undefined ? null : { prompt: request.prompt, answer: request.answer },
    sampling: textsOf({ ...checkSampling(request.sampling ?? {}) }),
    laneModels: request.lanes.map(({ model: own }) => own ?? null),
    ownSampling: request.lanes.map(({ sampling }) => {
      const checked = Object.entries({ ...checkSampling(sampling ?? {}) });
      return textsOf(Object.fromEntries(checked.filter(([name]) => sampling && name in sampling)));
    }),
    lanes: request.lanes.map((lane) => [lane, ...(lane.also ?? [])].map((entry) => setupOf(entry, model.suggested))),
    maxTokens: String(request.maxTokens ?? DEFAULT_MAX_TOKENS),
    limits: textsOf({ ...checkLimits(request.limits ?? {}) }),
  });
}

function resultsOf(comparison: Comparison): readonly LaneResult[] {
  const { lanes, known } = comparison;
  const first = lanes[0]?.records ?? [];
  return lanes.map((lane, index) => {
    const trace = traceOf(lane);
    if (!trace) throw new ProblemError('internal', 'A lane ended without ever starting.', 'Run it again.');
    const { answer, reflections } = summarise(lane, laneReflectionIds(comparison, lane), known);
    return {
      trace,
      divergedAt: index === 0 ? null : firstDivergence(first, lane.records),
      answer: answer?.text ?? null,
      reflections,
      timings: {
        firstTokenMilliseconds: lane.firstTokenMilliseconds ?? 0,
        totalMilliseconds: lane.totalMilliseconds ?? 0,
      },
    };
  });
}

export function createAutomation(session: LabSession): Automation {
  return {
    load: ({ model, device }) => session.loadModel(model, device),
    model: () => session.ensureModel(),
    async compare(request) {
      try {
        const { modelId, device } = session.store.getState();
        const other = request.model !== undefined && request.model !== modelId;
        const loaded = await (other ? session.loadModel(request.model, device) : session.ensureModel());
        if (!loaded.ok) return loaded;
        fill(session, loaded.value, request);
        const outcome = await session.run({ keep: request.keep ?? true });
        return outcome.ok ? { ok: true, value: resultsOf(outcome.value) } : outcome;
      } catch (caught) {
        return { ok: false, problem: toProblem(caught, 'internal', 'Check the request.') };
      }
    },
    stop: () => session.stop(),
  };
}

export function installAutomation(session: LabSession): void {
  window.secondThought = createAutomation(session);
}
