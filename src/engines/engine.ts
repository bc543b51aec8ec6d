import type { Distribution, SparseEdits } from '../control/distribution.ts';
import type { Capability } from '../control/strategy.ts';

export interface EngineInfo {
  readonly engine: 'onnx';
  readonly device: 'webgpu' | 'wasm';
  /** Versions and adapter, as a person would put them in a methods section. */
  readonly description: string;
  readonly capabilities: readonly Capability[];
  /** Longest sequence in tokens, prompt included. */
  readonly contextLength: number;
  readonly vocabularySize: number;
}

export interface DistributionOptions {
  /** Sampling temperature of the tempered statistics; 0 counts as 1. */
  readonly temperature: number;
}

/** A loaded model. Sequences share its weights and one serialised queue; any number may be open. */
export interface Engine {
  readonly info: EngineInfo;
  /** A new, empty sequence. */
  open(): Sequence;
  dispose(): Promise<void>;
}

/**
 * A growing token sequence with a current next-token distribution. There is no `generate`: the loop in src/decoding is
 * the same for every engine. All calls on one sequence are awaited one after another; two sequences may be interleaved.
 */
export interface Sequence {
  /** Tokens appended so far. */
  readonly length: number;
  /** Extends the KV cache by one or more ids. Throws `prompt-too-long` beyond the context, `engine-disposed` after dispose. */
  append(ids: readonly number[]): Promise<void>;
  /** Describes the next token after `edits`. Leaves the sequence as it is; needs at least one token. */
  distribution(edits: SparseEdits, options: DistributionOptions): Promise<Distribution>;
  /** Keeps the first `length` tokens (1 <= length <= this.length) and makes the distribution after them current. */
  rewind(length: number): Promise<void>;
  /** All logits of the next token, unedited, [vocabularySize], as a copy. For tests and for the exact tail of the sampler. */
  logits(): Promise<Float32Array>;
  dispose(): void;
}
