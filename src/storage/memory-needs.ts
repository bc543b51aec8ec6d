import type { HubEntry, HubVariant } from './catalog.ts';

export interface MemoryNeeds {
  /** Of the graph and its external data, as they are stored. */
  readonly weightBytes: number;
  /** Keys and values of one sequence of the full context. */
  readonly cacheBytes: number;
  /** Logits of one position. */
  readonly logitsBytes: number;
  readonly totalBytes: number;
}

/** Lanes of the page that keep a cache at the same time. */
const LANES = 2;

function cacheBytesOf(shape: HubEntry['shape'], contextLength: number, dtype: HubVariant['dtype']): number {
  const valueBytes = dtype === 'q4f16' ? 2 : 4;
  return 2 * shape.layers * shape.kvHeads * shape.headSize * contextLength * valueBytes;
}

function logitsBytesOf({ vocabulary }: HubEntry['shape']): number {
  return 4 * vocabulary;
}

/** Memory of two lanes over their whole context beside the weights; known without the files. */
export function sequenceBytes(
  { shape, contextLength }: Pick<HubEntry, 'shape' | 'contextLength'>,
  dtype: HubVariant['dtype'],
): number {
  return LANES * (cacheBytesOf(shape, contextLength, dtype) + logitsBytesOf(shape));
}

/**
 * Memory a model takes while two lanes run over their whole context, from its configuration and the sizes of its files.
 * A lower bound: the runtime adds its buffers for activations, and a cache is there
 * one and a half times for the moment in which it doubles. Undefined while the sizes are not known.
 */
export function memoryNeeds(
  entry: Pick<HubEntry, 'shape' | 'contextLength'>,
  { dtype, files }: Pick<HubVariant, 'dtype' | 'files'>,
): MemoryNeeds | undefined {
  const sizes = files.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
  if (sizes.length < files.length) return undefined;
  const weightBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  return {
    weightBytes,
    cacheBytes: cacheBytesOf(entry.shape, entry.contextLength, dtype),
    logitsBytes: logitsBytesOf(entry.shape),
    totalBytes: weightBytes + sequenceBytes(entry, dtype),
  };
}
