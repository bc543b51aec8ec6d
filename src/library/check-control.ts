import { ProblemError } from '../control/errors.ts';
import { checkSampling, type SamplingSettings } from '../control/sampling-settings.ts';
import { checkStack } from '../control/stack.ts';
import type { Capability } from '../control/strategy.ts';
import type { ModelFacts } from '../control/vocabulary.ts';
import { createStrategies } from '../decoding/create-strategies.ts';
import type { NamedStrategy } from '../decoding/moments.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { ControlOptions } from './control-options.ts';

/** Options that have been checked, and what follows from them. */
export interface CheckedControl {
  readonly tokenizer: Tokenizer;
  readonly facts: ModelFacts;
  /** Undefined where the host draws. */
  readonly sampling: SamplingSettings | undefined;
  /** Of the host's draw, or of ours. */
  readonly temperature: number;
  readonly onToken: ControlOptions['onToken'];
  /** Why a strategy cannot act on this model with these settings, one sentence each. */
  readonly warnings: readonly string[];
  /** Fresh instances for one output. */
  readonly create: () => readonly NamedStrategy[];
}

const HOST_DRAWS: readonly Capability[] = ['bias', 'entropy'];
/** A hook sees one distribution after the other: it cannot look aside, go back or see hidden states. */
const WE_DRAW: readonly Capability[] = [...HOST_DRAWS, 'force'];

/**
 * Throws `setting-invalid`, `strategy-unknown`, or `strategy-unsupported` for a strategy that no hook can run: one that
 * probes, takes tokens back or needs hidden states.
 */
export function checkControl(options: ControlOptions, tokenizer: Tokenizer): CheckedControl {
  const sampling = options.sampling && checkSampling({ ...options.sampling });
  const temperature = sampling?.temperature ?? options.temperature ?? 1;
  if (!Number.isFinite(temperature) || temperature < 0) {
    throw new ProblemError('setting-invalid', `temperature is ${temperature}.`, 'Choose a number from 0 up.');
  }
  const wanted = options.strategies.map(({ id, settings = {} }) => ({ id, settings }));
  const stack = checkStack(wanted, sampling ? WE_DRAW : HOST_DRAWS);
  const facts: ModelFacts = {
    vocabulary: tokenizer,
    contextLength: options.contextLength ?? Infinity,
    stopIds: new Set(options.stopIds),
    thinking: options.thinking ?? { open: '<think>', close: '</think>' },
    suggested: {},
  };
  const warnings = stack.flatMap(({ definition, settings }) => definition.warning?.(settings, facts) ?? []);
  return {
    tokenizer,
    facts,
    sampling,
    temperature,
    onToken: options.onToken,
    warnings,
    create: () => createStrategies(stack, facts, sampling?.seed ?? 0),
  };
}
