import type { LogitProcessor } from '@mlc-ai/web-llm';

/** Hands out the logits of a forward step as they come from the model; registered as the library's logit processor. */
export class RawLogits implements LogitProcessor {
  #latest: Float32Array | undefined;

  /** `logits`, [vocabulary with padding], is a copy of the library's: it is not written to after this. */
  processLogits = (logits: Float32Array): Float32Array => {
    this.#latest = logits;
    return logits;
  };

  processSampledToken = (): void => undefined;
  resetState = (): void => undefined;

  /** The logits since the last call; throws when there was no step. */
  take(): Float32Array {
    const latest = this.#latest;
    this.#latest = undefined;
    if (!latest) throw new Error('The library made a step without calling its logit processor.');
    return latest;
  }
}
