import type { MLCEngine } from '@mlc-ai/web-llm';
import { ProblemError } from '../../control/errors.ts';
import type { Matrix } from '../../control/matrix.ts';
import type { Capability } from '../../control/strategy.ts';
import { passesBy } from '../../control/fast-pass.ts';
import type { Engine, EngineInfo } from '../engine.ts';
import { SerialQueue } from '../serial-queue.ts';
import { findHiddenFunctions, type HiddenFunctions } from './hidden-functions.ts';
import { findKvFunctions } from './kv-functions.ts';
import { KvResidents } from './kv-residents.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import type { RawLogits } from './raw-logits.ts';
import { readProjection } from './read-projection.ts';
import { WebLlmSequence } from './webllm-sequence.ts';

export interface LoadedInLibrary {
  /** Has loaded `model`, with `rawLogits` registered for it and sampling settings that are in its ranges. */
  readonly engine: MLCEngine;
  readonly model: string;
  readonly rawLogits: RawLogits;
  /** Tokens of the tokenizer; logits beyond them are padding. */
  readonly vocabularySize: number;
  /** Of the library. */
  readonly version: string;
  /** What the library said of the device. */
  readonly adapter: string;
}

/** What the sequences of one engine share. */
export interface WebLlmContext {
  readonly engine: MLCEngine;
  readonly model: string;
  readonly rawLogits: RawLogits;
  readonly pipeline: Pipeline;
  readonly residents: KvResidents;
  readonly hidden: HiddenFunctions | undefined;
  readonly queue: SerialQueue;
  readonly info: EngineInfo;
  /** Reads the output projection once; only through the queue. */
  readonly readProjection: () => Promise<Matrix>;
  /** What was read. Throws before the first hidden states were. */
  readonly projection: () => Matrix;
  disposed: boolean;
}

/**
 * The engine contract on a model that WebLLM has loaded. Forward steps go through its public low-level call; the tokens
 * that it samples are ignored. Throws `engine-unavailable` when the library is not the one this was written against and
 * `model-unsupported` for models with a sliding window.
 */
export function createWebLlmEngine(loaded: LoadedInLibrary): Engine {
  const { engine, model, rawLogits, vocabularySize, version, adapter } = loaded;
  const pipeline = openPipeline(engine, model);
  if (pipeline.slidingWindowSize !== -1) {
    throw new ProblemError(
      'model-unsupported',
      `${model} forgets all but its last ${pipeline.slidingWindowSize} tokens, so that it cannot be rewound.`,
      'Choose a model without a sliding window.',
    );
  }
  const contextLength = pipeline.contextWindowSize;
  const support = findKvFunctions(pipeline);
  const hidden = findHiddenFunctions(pipeline);
  const recurrent = (pipeline.kvStateKind ?? 'kv_cache') !== 'kv_cache';
  const queue = new SerialQueue();
  let projection: Matrix | undefined;
  const context: WebLlmContext = {
    engine,
    model,
    rawLogits,
    pipeline,
    residents: new KvResidents(support.functions, contextLength),
    hidden,
    queue,
    info: {
      engine: 'webllm',
      device: 'webgpu',
      description: [`@mlc-ai/web-llm ${version}, webgpu${adapter && ` on ${adapter}`}`, support.limits]
        .filter(Boolean)
        .join('; '),
      statistics: passesBy(),
      capabilities: capabilitiesOf(recurrent, hidden !== undefined),
      contextLength,
      vocabularySize,
    },
    readProjection: async () => (projection ??= await readProjection(pipeline, vocabularySize)),
    projection() {
      if (projection) return projection;
      throw new RangeError('The output projection is read with the first hidden states.');
    },
    disposed: false,
  };
  return {
    info: context.info,
    open: (options) => new WebLlmSequence(context, options),
    projection: context.projection,
    dispose() {
      context.disposed = true;
      return queue.add(() => engine.unload());
    },
  };
}

/** A recurrent state cannot go back: what rewinds or probes would prefill the whole text each time. */
function capabilitiesOf(recurrent: boolean, hidden: boolean): Capability[] {
  const always = ['bias', 'entropy', 'force'] as const;
  const goingBack = recurrent ? [] : (['rewind', 'probe'] as const);
  return [...always, ...goingBack, ...(hidden ? (['hidden'] as const) : [])];
}
