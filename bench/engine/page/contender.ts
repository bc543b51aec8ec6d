import type { Settings } from '../../../src/control/strategy.ts';
import type { ModelToOpen } from '../../../src/decoding/open-model.ts';

/** The model that all contenders run, as the bench serves it. */
export interface ServedModel {
  readonly id: string;
  /** Address of its folder for our engine, and of one without an end token, in which generation goes on. Both end with a slash. */
  readonly folder: string;
  readonly endlessFolder: string;
  /** Path of its graph there, and of the same weights in float32; null where they are too large to be made. */
  readonly graph: string;
  readonly expandedGraph: string | null;
  readonly facts: ModelToOpen['facts'];
  readonly device: 'wasm' | 'webgpu';
  readonly shape: {
    readonly layers: number;
    readonly kvHeads: number;
    readonly headSize: number;
    /** Rows of the logits. */
    readonly vocabulary: number;
  };
  readonly prompt: string;
  readonly promptIds: readonly number[];
  readonly sampling: { readonly temperature: number; readonly topP: number; readonly seed: number };
  /** The tokens that cyclic-reflex steers, and its wave, for contenders that do the same by their own means. */
  readonly steered: readonly number[];
  readonly wave: { readonly amplitude: number; readonly period: number; readonly shift: number };
}

export interface BlockRequest {
  /** What this contender is to do, in its own words: a strategy, a file. */
  readonly task: string;
  readonly settings: Settings;
  /** Tokens after the prompt that are timed; the first is not. */
  readonly tokens: number;
  /** The page asks again from the prompt until so much time was measured. */
  readonly milliseconds: number;
}

export interface BlockResult {
  /** From one token to the next, in milliseconds; of control, its share of each token's time. */
  readonly times: readonly number[];
  /** What was measured, in all. */
  readonly elapsedMilliseconds: number;
  /** Bytes of logits and caches that left the engine for JavaScript, mean of a token. */
  readonly readBackBytes: number;
  /** Mean of a token. */
  readonly millisecondsByStage: Readonly<Record<string, number>>;
}

/** One worker: it loads the model once and decodes blocks of tokens from the same prompt. */
export interface Contender {
  /** Resolves with the versions that run; `task` is the first that it will be asked for. */
  load(model: ServedModel, task: string): Promise<string>;
  block(request: BlockRequest): Promise<BlockResult>;
}
