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
import type { Model } from './model.ts';
import { TRACE_FORMAT, TRACE_VERSION, type TokenRecord, type TraceEnd, type TraceHeader } from './trace.ts';

export interface RunSettings {
  /** The problem, before the chat template. */
  readonly prompt: string;
  readonly strategies: readonly { readonly id: string; readonly settings: Settings }[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate. */
  readonly maxTokens: number;
  readonly limits?: Partial<RunLimits>;
  /** Set where the run goes on from the first tokens of another one, which are then `resumed`. */
  readonly branch?: Branch;
}

/** A run that has been checked and can start. */
export interface PreparedRun {
  readonly header: TraceHeader;
  /** Decodes on a sequence of its own, which is given back when the iteration ends, however it ends. */
  readonly events: () => AsyncGenerator<DecodeEvent, TraceEnd>;
}

/**
 * Checks everything that can be known before the first token. With `resumed`, the records of an earlier run with the same
 * settings, the run goes on after them; `onFed` is awaited after each of their tokens, so that a worker can answer others
 * meanwhile and stop. Throws `prompt-empty`, `prompt-too-long`, `setting-invalid`, `strategy-unknown` or `strategy-unsupported`.
 */
export function prepareRun(
  model: Model,
  settings: RunSettings,
  resumed: readonly TokenRecord[] = [],
  onFed?: () => Promise<'go on' | 'stop'>,
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
  const stack = checkStack(settings.strategies, info.capabilities);

  const header: TraceHeader = {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: model.id,
    engine: { engine: info.engine, device: info.device, description: info.description },
    prompt,
    promptIds,
    strategies: stack.map(({ definition, settings: checked }) => ({ id: definition.id, settings: { ...checked } })),
    sampling,
    maxTokens: settings.maxTokens,
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
      const sequence = engine.open({ hidden, candidates });
      try {
        await sequence.append(promptIds);
        // One by one, as they were decoded, so that the run goes on exactly where it stopped.
        for (const { id } of resumed) {
          await sequence.append([id]);
          if ((await onFed?.()) === 'stop') return { reason: 'stopped', interventions: [] };
        }
        return yield* decode({
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
        });
      } finally {
        sequence.dispose();
      }
    },
  };
}
