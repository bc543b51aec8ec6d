import type { Distribution, SparseEdits } from '../control/distribution.ts';
import type { Matrix } from '../control/matrix.ts';
import type { Correction, CorrectionRequest } from '../control/srgen/correction.ts';
import type { Capability } from '../control/strategy.ts';

export interface EngineInfo {
  readonly engine: 'onnx' | 'webllm';
  readonly device: 'webgpu' | 'wasm';
  /** Versions and adapter, as a person would put them in a methods section. */
  readonly description: string;
  /** Where statistics over logits are computed: on the GPU, in WebAssembly vectors, or in JavaScript where there are none. */
  readonly statistics: 'gpu' | 'vectors' | 'javascript';
  readonly capabilities: readonly Capability[];
  /** Longest sequence in tokens, prompt included. */
  readonly contextLength: number;
  readonly vocabularySize: number;
  /** Bytes of the KV cache of one token, where the engine knows. */
  readonly cacheBytesPerToken?: number;
}

/** What an engine has done since it was loaded, for benchmarks and tests. */
export interface EngineCosts {
  /** Tokens that went through the model. */
  readonly tokensFed: number;
  /** Bytes that came back from the GPU. */
  readonly readBackBytes: number;
  /** `submit`: until the commands of the steps were handed to the GPU. `describe`: until distributions were read back. */
  readonly millisecondsByStage: Readonly<Record<'submit' | 'describe', number>>;
}

export interface DistributionOptions {
  /** Sampling temperature of the tempered statistics; 0 counts as 1. */
  readonly temperature: number;
  /**
   * Added to the last hidden state before the output projection, [hiddenSize]; needs the capability `hidden`. An engine
   * may keep what it computed for it: the same array must hold the same numbers.
   */
  readonly offset?: Float64Array;
}

export interface OpenOptions {
  /** Keep the hidden states of all positions, for `hiddenStates` and `correct`. */
  readonly hidden?: boolean;
  /** Keep so many candidates of every position too, for truncated corrections. */
  readonly candidates?: number;
}

/** A loaded model. Sequences share its weights and one serialised queue; any number may be open. */
export interface Engine {
  readonly info: EngineInfo;
  /** A new, empty sequence. */
  open(options?: OpenOptions): Sequence;
  /** The output projection, [vocabularySize, hiddenSize], dequantised; read once. Needs the capability `hidden`. */
  projection(): Matrix;
  /** Where the engine counts them. */
  costs?(): EngineCosts;
  /** Resolves with what the browser says when the device is lost, after which only a fresh worker helps; pending otherwise. */
  readonly lost?: Promise<string>;
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
  /**
   * Runs `task` on a continuation of this sequence and then drops it: afterwards the sequence, its distribution and its
   * hidden states are exactly as before, also when the task throws. This sequence must not be used meanwhile.
   */
  aside<T>(task: (side: Sequence) => Promise<T>): Promise<T>;
  /**
   * Hidden states after the final norm, [length, hiddenSize]. Only for sequences opened with `hidden`. A view that the
   * next call on the sequence may overwrite.
   */
  hiddenStates(): Promise<Matrix>;
  /**
   * The offset of the last hidden state that lowers SRGen's loss over the first `positions` tokens. Nothing is fed again
   * and nothing changes. Only for sequences opened with `hidden`; a truncated one with `candidates` too.
   */
  correct(request: CorrectionRequest): Promise<Correction>;
  /** All logits of the next token, unedited, [vocabularySize], as a copy. For tests and for the exact tail of the sampler. */
  logits(): Promise<Float32Array>;
  dispose(): void;
}
