import { ProblemError } from '../control/errors.ts';
import { checkSampling, type SamplingSettings } from '../control/sampling-settings.ts';
import { checkSettings, settingFault } from '../control/settings.ts';
import { findStrategy } from '../control/strategies/index.ts';
import type { Settings } from '../control/strategy.ts';
import { renderChat } from '../text/chat.ts';
import { decode, type DecodeEvent } from './decode.ts';
import type { Model } from './model.ts';
import { TRACE_FORMAT, TRACE_VERSION, type TraceEnd, type TraceHeader } from './trace.ts';

export interface RunSettings {
  /** The problem, before the chat template. */
  readonly prompt: string;
  readonly strategies: readonly { readonly id: string; readonly settings: Settings }[];
  readonly sampling: SamplingSettings;
  /** Most tokens to generate. */
  readonly maxTokens: number;
}

/** A run that has been checked and can start. */
export interface PreparedRun {
  readonly header: TraceHeader;
  /** Decodes on a sequence of its own, which is given back when the iteration ends, however it ends. */
  readonly events: () => AsyncGenerator<DecodeEvent, TraceEnd>;
}

/**
 * Checks everything that can be known before the first token. Throws `prompt-empty`, `prompt-too-long`,
 * `setting-invalid`, `strategy-unknown` or `strategy-unsupported`.
 */
export function prepareRun(model: Model, settings: RunSettings): PreparedRun {
  const { engine, tokenizer, config, facts } = model;
  const { info } = engine;
  const sampling = checkSampling({ ...settings.sampling });
  const fault = settingFault(
    'maxTokens',
    { kind: 'integer', min: 1, max: 1_000_000, step: 1, label: '', help: '', main: true },
    settings.maxTokens,
  );
  if (fault) throw new ProblemError('setting-invalid', fault, 'Choose a value in that range.');
  if (settings.prompt.trim() === '')
    throw new ProblemError('prompt-empty', 'The prompt is empty.', 'Type a problem, or pick an example.');

  const prompt = renderChat(config.chatTemplate, [{ role: 'user', content: settings.prompt }]);
  const promptIds = tokenizer.encode(prompt);
  if (promptIds.length >= facts.contextLength) {
    throw new ProblemError(
      'prompt-too-long',
      `The prompt has ${promptIds.length} tokens with its chat template, but this model's context holds ${facts.contextLength}, of which at least one is for the answer.`,
      'Shorten the prompt.',
    );
  }
  const chosen = settings.strategies.map(({ id, settings: given }) => {
    const definition = findStrategy(id);
    const missing = definition.needs.filter((need) => !info.capabilities.includes(need));
    if (missing.length > 0) {
      throw new ProblemError(
        'strategy-unsupported',
        `${definition.title} needs ${missing.join(', ')}, which this engine does not offer.`,
        'Choose another engine or strategy.',
      );
    }
    return { definition, settings: checkSettings(definition, given) };
  });

  const header: TraceHeader = {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: model.id,
    engine: { engine: info.engine, device: info.device, description: info.description },
    prompt,
    promptIds,
    strategies: chosen.map(({ definition, settings: checked }) => ({ id: definition.id, settings: { ...checked } })),
    sampling,
    maxTokens: settings.maxTokens,
  };
  return {
    header,
    async *events() {
      const sequence = engine.open();
      try {
        await sequence.append(promptIds);
        return yield* decode({
          sequence,
          tokenizer,
          prompt,
          thinking: facts.thinking,
          stopIds: config.stopIds,
          strategies: chosen.map(({ definition, settings: checked }) => ({
            id: definition.id,
            strategy: definition.create(checked, facts),
          })),
          sampling,
          maxTokens: settings.maxTokens,
          contextLength: facts.contextLength,
        });
      } finally {
        sequence.dispose();
      }
    },
  };
}
