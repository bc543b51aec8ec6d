import { readTokenizer } from '../text/tokenizer.ts';
import { checkControl } from './check-control.ts';
import type { ControlOptions } from './control-options.ts';
import { HookedRun } from './hooked-run.ts';
import { writeChoice } from './write-choice.ts';

export type { ControlOptions, InterventionReport, TokenReport } from './control-options.ts';

export interface WebLlmControlOptions extends ControlOptions {
  /** The parsed tokenizer.json of the model; WebLLM's own tokenizer is not public. */
  readonly tokenizerJson: unknown;
  /** The parsed tokenizer_config.json, where the model has one. */
  readonly tokenizerConfig?: unknown;
  /**
   * The text the model goes on from, where a chat template opens the thinking there. Left out: the model opens it
   * itself, as those of WebLLM's list do.
   */
  readonly prompt?: string | (() => string);
}

/**
 * A WebLLM `LogitProcessor` that runs a stack of strategies. Register it before `reload`, in the worker where there is
 * one: `engine.setLogitProcessorRegistry(new Map([[modelId, processor]]))`. WebLLM resets it at every request that does
 * not continue a conversation; after a stop token it starts anew by itself.
 */
export class ControlledLogitProcessor {
  /** Why a strategy cannot act on this model with these settings, one sentence each. */
  readonly warnings: readonly string[];
  readonly #run: HookedRun;
  readonly #prompt: () => string;
  readonly #stopIds: ReadonlySet<number>;
  #ended = true;

  /** Throws a `ProblemError`: `model-damaged`, `setting-invalid`, `strategy-unknown` or `strategy-unsupported`. */
  constructor(options: WebLlmControlOptions) {
    const tokenizer = readTokenizer(options.tokenizerJson, options.tokenizerConfig ?? {});
    const control = checkControl(options, tokenizer);
    const { prompt = '' } = options;
    this.#prompt = typeof prompt === 'string' ? () => prompt : prompt;
    this.#stopIds = control.facts.stopIds;
    this.warnings = control.warnings;
    this.#run = new HookedRun(control);
  }

  /** WebLLM calls it with the logits before penalties, logit_bias and temperature. */
  processLogits(logits: Float32Array): Float32Array {
    if (this.#ended) this.#run.begin(this.#prompt());
    this.#ended = false;
    writeChoice(logits, this.#run.next(logits));
    return logits;
  }

  processSampledToken(token: number): void {
    this.#run.accept(token);
    this.#ended = this.#stopIds.has(token);
  }

  resetState(): void {
    this.#ended = true;
  }
}
