import { ProblemError } from '../control/errors.ts';
import { checkLimits, type RunLimits } from '../control/run-limits.ts';
import { checkSampling, type SamplingSettings } from '../control/sampling-settings.ts';
import { settingFault } from '../control/settings.ts';
import { checkStack } from '../control/stack.ts';
import type { Settings } from '../control/strategy.ts';
import { renderChat } from '../text/chat.ts';
import { createStrategies } from './create-strategies.ts';
import { describeBranch, type Branch } from './branch.ts';
import { decode, type DecodeEvent } from './decode.ts';
import type { EngineInfo } from '../engines/engine.ts';
import type { KeptSequences } from './kept-sequences.ts';
import type { Model } from './model.ts';
import { TRACE_FORMAT, TRACE_VERSION, type TokenRecord, type TraceEnd, type TraceHeader } from './trace.ts';

export interface RunSettings {
  /** The problem, before the chat template. */
  readonly prompt: string;
  /** What the prompt has to be in ids, for a run that is to go on where another one broke off. */
  readonly promptIds?: readonly number[];
  readonly strategies: readonly { readonly id: string; readonly settings: Settings }[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate. */
  readonly maxTokens: number;
  readonly limits?: Partial<RunLimits>;
  /** Set where the run goes on from the first tokens of another one, which are then `resumed`. */
  readonly branch?: Branch;
  /** Say in the header which ids count as reflection tokens: for a lane whose model is not that of the others. */
  readonly namesReflections?: boolean;
  /** Leave its cache to `RunSurroundings.kept`, for branches. */
  readonly keep?: boolean;
}

/** What a run may meet where it runs. */
export interface RunSurroundings {
  /** Awaited after each token that is fed again, so that a worker can answer others meanwhile and stop. */
  readonly onFed?: () => Promise<'go on' | 'stop'>;
  /** Where runs leave their caches. */
  readonly kept?: KeptSequences;
  /** Told, before the first event, whether a branch goes on in the cache of a run that has ended. */
  readonly onBranch?: (from: 'cache' | 'tokens') => void;
}

/** A run that has been checked and can start. */
export interface PreparedRun {
  readonly header: TraceHeader;
  /** Decodes on a sequence of its own, which is given back when the iteration ends, however it ends. */
  readonly events: () => AsyncGenerator<DecodeEvent, TraceEnd>;
}

/** Sums in JavaScript differ from those in vectors in their last digits, so that a trace has to say which it holds. */
const describeEngine = ({ description, statistics }: EngineInfo): string =>
  statistics === 'javascript' ? `${description}, statistics in JavaScript` : description;

/** A trace from elsewhere may come from another model, or from nowhere. */
function checkResumed(
  expected: readonly number[],
  promptIds: readonly number[],
  resumed: readonly TokenRecord[],
  { contextLength, vocabularySize }: EngineInfo,
): void {
  const fits = resumed.every(({ id }) => id < vocabularySize) && promptIds.length + resumed.length <= contextLength;
  if (fits && sameIds(expected, promptIds)) return;
  throw new ProblemError(
    'trace-invalid',
    'This run cannot go on: to the loaded model its prompt or its tokens are others.',
    'Load the model that it began on, or press Run for a new run.',
  );
}

const sameIds = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id, place) => id === b[place]);

/**
 * Checks everything that can be known before the first token. With `resumed`, the records of an earlier run with the same
 * settings, the run goes on after them. Throws `prompt-empty`, `prompt-too-long`, `setting-invalid`, `trace-invalid`,
 * `strategy-unknown` or `strategy-unsupported`.
 */
export function prepareRun(
  model: Model,
  settings: RunSettings,
  resumed: readonly TokenRecord[] = [],
  surroundings: RunSurroundings = {},
): PreparedRun {
  const { engine, tokenizer, config, facts } = model;
  const { info } = engine;
  const sampling = checkSampling({ ...settings.sampling });
  const limits = checkLimits({ ...settings.limits });
  const fault = settingFault(
    'maxTokens',
    { kind: 'integer', min: 1, max: 1_000_000, step: 1, label: '', help: '', main: true },
    settings.maxTokens,
  );
  if (fault) throw new ProblemError('setting-invalid', fault, 'Choose a value in that range.');
  if (settings.prompt.trim() === '')
    throw new ProblemError('prompt-empty', 'The prompt is empty.', 'Type a problem, or pick an example.');

  const prompt = renderChat(config, [{ role: 'user', content: settings.prompt }]);
  const promptIds = tokenizer.encode(prompt);
  if (promptIds.length >= facts.contextLength) {
    throw new ProblemError(
      'prompt-too-long',
      `The prompt has ${promptIds.length} tokens with its chat template, but this model's context holds ${facts.contextLength}, of which at least one is for the answer.`,
      'Shorten the prompt.',
    );
  }
  checkResumed(settings.promptIds ?? promptIds, promptIds, resumed, info);
  const stack = checkStack(settings.strategies, info.capabilities);

  const header: TraceHeader = {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: model.id,
    engine: { engine: info.engine, device: info.device, description: describeEngine(info) },
    prompt,
    promptIds,
    strategies: stack.map(({ definition, settings: checked }) => ({ id: definition.id, settings: { ...checked } })),
    sampling,
    maxTokens: settings.maxTokens,
    ...(settings.namesReflections && { reflectionIds: [...model.reflectionIds] }),
    ...((limits.loopRepeats > 0 || limits.thinkingBudget > 0) && { limits }),
    ...(resumed.length > 0 && { seams: [resumed.length] }),
    ...(settings.branch && { branch: describeBranch(settings.branch) }),
  };
  return {
    header,
    async *events() {
      const hidden = stack.some(({ definition }) => definition.needs.includes('hidden'));
      const strategies = createStrategies(stack, facts, sampling.seed);
      const candidates = Math.max(0, ...strategies.map(({ strategy }) => strategy.keepsCandidates ?? 0));
      const { onFed, kept, onBranch } = surroundings;
      const options = { hidden, candidates };
      const ids = [...promptIds, ...resumed.map(({ id }) => id)];
      // A beginning without any token of the output is fed as a prompt is, at once: only so it is the same to the last bit.
      const left = settings.branch && resumed.length > 0 ? await kept?.take(ids, options) : undefined;
      if (settings.branch) onBranch?.(left ? 'cache' : 'tokens');
      const sequence = left ?? engine.open(options);
      let sound = true;
      try {
        if (!left) {
          await sequence.append(promptIds);
          // One by one, as they were decoded, so that the run goes on exactly where it stopped.
          for (const { id } of resumed) {
            await sequence.append([id]);
            if ((await onFed?.()) === 'stop') return { reason: 'stopped', interventions: [] };
          }
        }
        return yield* followIds(
          decode({
            sequence,
            tokenizer,
            projection: () => engine.projection(),
            prompt,
            promptIds,
            resumed,
            branch: settings.branch,
            thinking: facts.thinking,
            stopIds: facts.stopIds,
            strategies,
            sampling,
            maxTokens: settings.maxTokens,
            contextLength: facts.contextLength,
            limits,
          }),
          ids,
          promptIds.length,
        );
      } catch (caught) {
        sound = false;
        throw caught;
      } finally {
        if (sound && settings.keep && kept) kept.keep(sequence, ids, options, info);
        else sequence.dispose();
      }
    },
  };
}

/** Passes events on and keeps `ids`, those of the prompt and of the output so far, in step with them. */
async function* followIds(
  events: AsyncGenerator<DecodeEvent, TraceEnd>,
  ids: number[],
  promptLength: number,
): AsyncGenerator<DecodeEvent, TraceEnd> {
  try {
    while (true) {
      const step = await events.next();
      if (step.done) return step.value;
      if (step.value.kind === 'token') ids.push(step.value.record.id);
      else ids.length = promptLength + step.value.length;
      yield step.value;
    }
  } finally {
    await events.return({ reason: 'stopped', interventions: [] });
  }
}
