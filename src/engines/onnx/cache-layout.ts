import type { InferenceSession } from 'onnxruntime-web';
import { ProblemError } from '../../control/errors.ts';

/** The KV cache of a model as its graph declares it. */
export interface CacheLayout {
  /** Names of past inputs, and of the present outputs that replace them, in the same order. */
  readonly past: readonly string[];
  readonly present: readonly string[];
  readonly heads: number;
  readonly headSize: number;
}

/**
 * Reads the cache layout from the inputs `past_key_values.N.key|value`, shape [batch, heads, past, headSize].
 * Throws `model-unsupported` when the graph is not laid out as public ONNX language models are.
 */
export function readCacheLayout(session: InferenceSession): CacheLayout {
  const past = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const present = past.map((name) => name.replace('past_key_values.', 'present.'));
  const first = session.inputMetadata.find((input) => input.name === past[0]);
  const shape = first?.isTensor ? first.shape : [];
  const [, heads, , headSize] = shape;
  const missing = ['input_ids', 'attention_mask'].filter((name) => !session.inputNames.includes(name));
  if (!session.outputNames.includes('logits')) missing.push('logits');
  if (typeof heads !== 'number' || typeof headSize !== 'number') missing.push('past_key_values.0.key');
  missing.push(...present.filter((name) => !session.outputNames.includes(name)));
  if (missing.length > 0 || typeof heads !== 'number' || typeof headSize !== 'number') {
    throw new ProblemError(
      'model-unsupported',
      `The model's graph lacks ${missing.join(', ')}.`,
      'Choose a decoder-only model exported for text generation with a KV cache.',
    );
  }
  return { past, present, heads, headSize };
}
